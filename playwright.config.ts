import { defineConfig, devices } from '@playwright/test';
import { existsSync } from 'node:fs';

/** Several checkouts may test at once on one machine, each with a port of its own. */
const port = Number(process.env.E2E_PORT ?? 3210);
const debianChromium = '/usr/bin/chromium';
const chromium = process.env.CHROMIUM_PATH ?? (existsSync(debianChromium) ? debianChromium : undefined);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  snapshotPathTemplate: 'e2e/screenshots/{arg}{ext}',
  timeout: 60_000,
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // One more try tells a machine that was busy from a product that is wrong; both are reported.
  retries: 1,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  expect: {
    // Parts of the page load when first asked for; a busy machine of two cores may take its time.
    timeout: 15_000,
    toHaveScreenshot: { animations: 'disabled', caret: 'hide', maxDiffPixelRatio: 0.002 },
  },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.BASE_URL ?? `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
        '--font-render-hinting=none',
      ],
    },
  },
  ...(process.env.BASE_URL
    ? {}
    : {
        webServer: {
          command: 'node scripts/serve.mjs',
          url: `http://127.0.0.1:${port}`,
          env: { PORT: String(port) },
          reuseExistingServer: false,
        },
      }),
});
