// A ClickHouse engine with the plane's schema in it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClickHouse, startClickHouse } from '../../scripts/plane-parts/clickhouse';
import {
  type KubernetesObject,
  type Values,
  objectNamed,
  renderObjects,
  textOf,
} from '../../scripts/plane-parts/rendered-chart';

/** One server without Keeper: the form of the schema that the embedded engine can execute. */
export const oneServer: Values = { global: { installationMode: 'minimal' } };

/** An engine and the folder that goes with it. */
export interface Store extends ClickHouse {
  folder: string;
  close(): Promise<void>;
}

/** Starts an empty engine in a temporary folder. */
export async function openStore(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'plane-studio-store-'));
  const engine = await startClickHouse(process.env.PLANE_STUDIO_CHDB ?? '', folder);
  const close = async (): Promise<void> => {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...engine, folder, close };
}

/** Returns the statements that the init Job runs for `values`, one by one. */
export async function schemaStatements(values: Values): Promise<string[]> {
  return statementsOf(await renderObjects(values));
}

/** Returns the statements of the schema among rendered objects. */
export function statementsOf(objects: readonly KubernetesObject[]): string[] {
  return splitStatements(textOf(objectNamed(objects, 'ConfigMap', /clickstack-schema$/), 'schema.sql'));
}

/** Runs the schema of `values`. */
export async function createSchema(store: ClickHouse, values: Values = oneServer): Promise<void> {
  for (const statement of await schemaStatements(values)) await store.run(statement);
}

/** Splits at semicolons that stand outside quotes and comments, as clickhouse-client does. */
export function splitStatements(sql: string): string[] {
  const tokens = sql.match(/'(?:[^'\\]|\\.)*'|`[^`]*`|--[^\n]*|;|[^;'`-]+|-/g) ?? [];
  const statements = [''];
  for (const token of tokens) {
    if (token === ';') statements.push('');
    else if (!token.startsWith('--')) statements[statements.length - 1] += token;
  }
  return statements.map((statement) => statement.trim()).filter(Boolean);
}
