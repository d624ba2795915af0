import { spawn, type ChildProcess } from 'node:child_process';
import { request as plainRequest } from 'node:http';
import { createServer } from 'node:net';
import { expect, test } from '@playwright/test';

/** Sends one request with exactly these headers; browsers and fetch would not let a test choose them. */
function send(
  base: string,
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; text: string; cookie: string }> {
  const { method = 'GET', path = '/', headers = {}, body } = options;
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const sending = plainRequest({ hostname, port, method, path, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (text += part));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          text,
          cookie: String(answer.headers['set-cookie'] ?? ''),
        }),
      );
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

test.describe('on loopback', () => {
  const url = (baseURL: string | undefined): string => baseURL ?? '';

  test('should give a page a session that scripts cannot read', async ({ page, baseURL }) => {
    const { cookie } = await send(url(baseURL), {});
    expect(cookie).toMatch(/^plane-studio-session=.*HttpOnly; SameSite=strict/i);
    await page.goto('/');
    expect(await page.evaluate(() => document.cookie)).not.toContain('plane-studio-session');
  });

  for (const host of ['rebound.example.com', 'rebound.example.com:80', '127.0.0.1.example.com', 'a b'])
    test(`should not answer as ${host}`, async ({ baseURL }) => {
      const { status, text } = await send(url(baseURL), { headers: { host } });
      expect([400, 403]).toContain(status);
      expect(text).not.toContain('<html');
    });

  const session = async (base: string): Promise<string> => (await send(base, {})).cookie.split(';')[0] ?? '';
  const action = { 'next-action': '0'.repeat(42), 'content-type': 'text/plain;charset=UTF-8' };

  test('should refuse what acts without a session, without an origin, or from another one', async ({
    baseURL,
  }) => {
    const base = url(baseURL);
    const origin = new URL(base).origin;
    const cookie = await session(base);
    const tries: [string, Record<string, string>][] = [
      ['no origin', { cookie }],
      ['another origin', { cookie, origin: 'https://example.com' }],
      ['an opaque origin', { cookie, origin: 'null' }],
      ['another port', { cookie, origin: 'http://127.0.0.1:1' }],
      ['another site', { cookie, origin, 'sec-fetch-site': 'cross-site' }],
      ['no session', { origin }],
      ['a forged session', { origin, cookie: 'plane-studio-session=99999999999999.x.y' }],
      ['a changed session', { origin, cookie: `${cookie}x` }],
    ];
    for (const [name, headers] of tries) {
      const { status } = await send(base, { method: 'POST', headers: { ...action, ...headers }, body: '[]' });
      expect(status, name).toBe(403);
    }
  });

  test('should not know an action that nobody made', async ({ baseURL }) => {
    const base = url(baseURL);
    const { status, text } = await send(base, {
      method: 'POST',
      headers: { ...action, origin: new URL(base).origin, cookie: await session(base) },
      body: '[]',
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain('<html');
  });

  for (const path of [
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/_next/static/../../server.js',
    '//etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
  ])
    test(`should serve nothing of the machine at ${path}`, async ({ baseURL }) => {
      const { status, text } = await send(url(baseURL), { path });
      expect(text).not.toMatch(/root:|"dependencies"|startServer/);
      if (status === 200) expect(text).toContain('<html');
    });
});

test.describe('beyond loopback', () => {
  const token = 'a-token-of-this-test-only';
  let server: ChildProcess | undefined;
  let base = '';

  test.beforeAll(async () => {
    const port = await freePort();
    server = spawn(process.execPath, ['scripts/serve.mjs', '--host', '0.0.0.0', '--port', String(port)], {
      env: { ...process.env, PLANE_STUDIO_TOKEN: token },
      stdio: 'ignore',
    });
    base = `http://127.0.0.1:${port}`;
    await expect
      .poll(
        () =>
          send(base, { path: '/health' }).then(
            (answer) => answer.status,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(200);
  });
  test.afterAll(() => {
    server?.kill();
  });

  test('should show nothing without the token', async () => {
    for (const path of ['/', '/?section=gateway', '/sign-in', '/anything']) {
      const { text, cookie } = await send(base, { path });
      expect(text).not.toContain('clickstack');
      expect(cookie).toBe('');
    }
    const { status } = await send(base, { method: 'POST', headers: { origin: base } });
    expect(status).toBe(403);
  });

  test('should let in who knows the token, and nobody else', async ({ browser }) => {
    const context = await browser.newContext({ baseURL: base });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByLabel('Token').fill('not the token');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('This is not the token')).toBeVisible();
    await page.getByLabel('Token').fill(token);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible();
    expect(page.url()).not.toContain(token);
    await context.close();
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
