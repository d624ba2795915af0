import { doValuesWork, type ValuesWork } from './values-work';

interface Question<Kind extends keyof ValuesWork> {
  id: number;
  kind: Kind;
  input: ValuesWork[Kind]['input'];
}

self.addEventListener('message', ({ data }: MessageEvent<Question<keyof ValuesWork>>) => {
  void answer(data);
});

async function answer({ id, kind, input }: Question<keyof ValuesWork>): Promise<void> {
  try {
    self.postMessage({ id, output: await doValuesWork(kind, input) });
  } catch {
    // A fault of the studio, whose message might quote values: the page says which job failed.
    self.postMessage({ id, failed: true });
  }
}
