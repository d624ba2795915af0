// A whole Kubernetes control plane on loopback, with simulated nodes: etcd, API server, controllers and
// scheduler are the real ones; kwok plays the kubelets, so no container ever runs.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../plane-parts/ports';
import { type RunningProgram, cleanUpAfterDeadRuns, startProgram, waitUntil } from '../plane-parts/processes';
import { type Credentials, type User, makeCredentials, writeKubeconfig } from './credentials';
import { type Programs } from './programs';
import { furnish } from './simulation';

/** A control plane that runs. */
export interface ControlPlane {
  /** Path of an administrator's kubeconfig. */
  kubeconfig: string;
  /** Stops everything and removes the temporary folder. Safe to call twice. */
  stop(): Promise<void>;
}

/** Starts the programs and returns when nodes are Ready; stops what ran when one of them fails. */
export async function startControlPlane(programs: Programs): Promise<ControlPlane> {
  cleanUpAfterDeadRuns();
  const folder = mkdtempSync(join(tmpdir(), 'plane-studio-cluster-'));
  const started: RunningProgram[] = [];
  const stop = async (): Promise<void> => {
    for (const program of started.reverse().splice(0)) await program.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const kubeconfig = await startServers(programs, folder, started);
    await furnish(kubeconfig);
    return { kubeconfig, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServers(programs: Programs, folder: string, started: RunningProgram[]): Promise<string> {
  const [etcdPort = 0, peerPort = 0, apiPort = 0, controllerPort = 0, schedulerPort = 0] = await freePorts(5);
  const run = (name: string, command: string, args: string[]): RunningProgram => {
    const program = startProgram({ name, command, args, folder });
    started.push(program);
    return program;
  };

  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const etcd = run('etcd', programs.etcd, [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${etcdUrl}`,
    `--advertise-client-urls=${etcdUrl}`,
    `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
    `--initial-advertise-peer-urls=http://127.0.0.1:${peerPort}`,
    `--initial-cluster=default=http://127.0.0.1:${peerPort}`,
    // The data lives as long as the test: safety against a power cut is not worth the waiting.
    '--unsafe-no-fsync',
  ]);
  await waitUntil(etcd, async () => (await fetch(`${etcdUrl}/health`)).ok);

  const credentials = makeCredentials(folder);
  const apiserver = run(
    'apiserver',
    programs.apiserver,
    apiServerFlags(folder, credentials, { etcdUrl, apiPort }),
  );
  const server = `https://127.0.0.1:${apiPort}`;
  const certificate = join(folder, 'certificates', 'apiserver.crt');
  await waitUntil(
    apiserver,
    async () => existsSync(certificate) && (await isReady(server, certificate, credentials)),
  );

  const kubeconfigOf = (user: User): string =>
    writeKubeconfig(join(folder, `${user.replace(':', '-')}.kubeconfig`), {
      server,
      authority: readFileSync(certificate, 'utf8'),
      token: credentials.tokens[user],
    });
  run('controllers', programs.controllerManager, [
    `--kubeconfig=${kubeconfigOf('system:kube-controller-manager')}`,
    `--secure-port=${controllerPort}`,
    '--bind-address=127.0.0.1',
    `--cert-dir=${join(folder, 'controllers')}`,
    `--service-account-private-key-file=${credentials.serviceAccountKey}`,
    `--root-ca-file=${certificate}`,
    '--use-service-account-credentials=true',
    '--leader-elect=false',
    // Binds claims by making folders below /tmp; nothing is ever written into them.
    '--enable-hostpath-provisioner=true',
  ]);
  run('scheduler', programs.scheduler, [
    `--kubeconfig=${kubeconfigOf('system:kube-scheduler')}`,
    `--secure-port=${schedulerPort}`,
    '--bind-address=127.0.0.1',
    `--cert-dir=${join(folder, 'scheduler')}`,
    '--leader-elect=false',
  ]);
  const kubeconfig = kubeconfigOf('admin');
  const kwokConfiguration = join(folder, 'kwok.yaml');
  writeFileSync(kwokConfiguration, programs.kwokConfiguration);
  run('kwok', programs.kwok, [
    `--kubeconfig=${kubeconfig}`,
    '--manage-all-nodes=true',
    `--config=${kwokConfiguration}`,
  ]);
  return kubeconfig;
}

function apiServerFlags(
  folder: string,
  credentials: Credentials,
  { etcdUrl, apiPort }: { etcdUrl: string; apiPort: number },
): string[] {
  return [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${apiPort}`,
    `--cert-dir=${join(folder, 'certificates')}`,
    `--token-auth-file=${credentials.tokenFile}`,
    '--authorization-mode=Node,RBAC',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${credentials.serviceAccountKey}`,
    `--service-account-signing-key-file=${credentials.serviceAccountKey}`,
    // A loopback address may not be an endpoint of the service `kubernetes`.
    '--endpoint-reconciler-type=none',
  ];
}

/** Asks with the admin's token: anonymous requests are refused until RBAC has its first roles. */
function isReady(server: string, certificate: string, credentials: Credentials): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = request(
      `${server}/readyz`,
      {
        ca: readFileSync(certificate),
        headers: { authorization: `Bearer ${credentials.tokens.admin}` },
        timeout: 2000,
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      },
    );
    asking.on('timeout', () => asking.destroy());
    asking.on('error', () => resolve(false));
    asking.end();
  });
}
