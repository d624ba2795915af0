// What the control plane proves identities with. The API server makes its own serving certificate;
// clients use tokens, which need no certificate authority of ours.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The users of the control plane and the groups each is in; RBAC knows them by these names. */
const users = {
  admin: 'system:masters',
  'system:kube-controller-manager': '',
  'system:kube-scheduler': '',
} as const;
export type User = keyof typeof users;

/** Files for the API server, and the token of each user. */
export interface Credentials {
  serviceAccountKey: string;
  tokenFile: string;
  tokens: Record<User, string>;
}

/** Writes fresh keys and tokens into `folder`. */
export function makeCredentials(folder: string): Credentials {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const serviceAccountKey = join(folder, 'service-account.key');
  writeFileSync(serviceAccountKey, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const token = (): string => randomBytes(24).toString('hex');
  const tokens: Record<User, string> = {
    admin: token(),
    'system:kube-controller-manager': token(),
    'system:kube-scheduler': token(),
  };
  const tokenFile = join(folder, 'tokens.csv');
  // The cast restores the key type that Object.entries widens.
  const rows = (Object.entries(tokens) as [User, string][]).map(
    ([user, secret]) => `${secret},${user},${user},"${users[user]}"\n`,
  );
  writeFileSync(tokenFile, rows.join(''), { mode: 0o600 });
  return { serviceAccountKey, tokenFile, tokens };
}

/** Writes a kubeconfig for one user and returns its path. `authority` is a PEM certificate. */
export function writeKubeconfig(
  file: string,
  { server, authority, token }: { server: string; authority: string; token: string },
): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test', namespace: 'default' } }],
    clusters: [
      {
        name: 'test',
        cluster: { server, 'certificate-authority-data': Buffer.from(authority).toString('base64') },
      },
    ],
    users: [{ name: 'test', user: { token } }],
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}
