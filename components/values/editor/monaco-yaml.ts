import { monaco } from '../../preview/editor/monaco';
import { configureMonacoYaml } from 'monaco-yaml';
import { askValuesWorker } from '../worker/ask';

/** The name under which the editor holds the document; the schema is for it alone. */
export const valuesUri = monaco.Uri.parse('inmemory://plane/values.yaml');

const environment = self.MonacoEnvironment;

function makeWorker(id: string, label: string): Worker | Promise<Worker> {
  if (label === 'yaml' || !environment?.getWorker)
    return new Worker(new URL('./yaml.worker.ts', import.meta.url), { type: 'module' });
  return environment.getWorker(id, label);
}

self.MonacoEnvironment = { ...environment, getWorker: makeWorker };

let isConfigured = false;

/**
 * Gives YAML editors completion and hover from the values schema. Problems come from the studio itself,
 * which knows more than a schema can say.
 */
export async function configureYaml(): Promise<void> {
  if (isConfigured) return;
  isConfigured = true;
  const schema = await askValuesWorker('schema', undefined);
  configureMonacoYaml(withCreateWebWorker(), {
    validate: false,
    hover: true,
    completion: true,
    enableSchemaRequest: false,
    schemas: [
      {
        uri: 'inmemory://plane/values.schema.json',
        fileMatch: [valuesUri.toString()],
        // A JSON schema of draft 7, made by the model.
        schema: schema as object,
      },
    ],
  });
}

/** monaco-yaml asks for its worker the way Monaco had until 0.53: by options, with its data in a message. */
function withCreateWebWorker(): Parameters<typeof configureMonacoYaml>[0] {
  const createWebWorker = ({ label, createData }: { label: string; createData?: unknown }) => {
    const worker = Promise.resolve(makeWorker('', label)).then((made) => {
      // The first message starts the worker, the second one is what it is created with.
      made.postMessage('ignore');
      made.postMessage(createData);
      return made;
    });
    return monaco.editor.createWebWorker({ worker });
  };
  const compat = { ...monaco, editor: { ...monaco.editor, createWebWorker } };
  // The types of monaco-yaml describe the older interface that `compat` provides.
  return compat;
}

export { monaco };
