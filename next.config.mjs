import { randomBytes } from 'node:crypto';

// `npm run dev` starts here; scripts/serve.mjs sets a key of its own.
process.env.PLANE_STUDIO_SESSION_KEY ||= randomBytes(32).toString('base64url');

/**
 * Headers that hold for every answer. The Content Security Policy needs a fresh nonce for each
 * request, so proxy.ts sets it.
 */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // Not no-referrer: a browser would then send `Origin: null` with the studio's own forms.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
];

/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `npm run check` compiles the whole project once, tests included; a build on a user's machine need not.
  typescript: { ignoreBuildErrors: true },
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'] },
  turbopack: {
    root: import.meta.dirname,
    // monaco-editor's own worker address is an .mjs path that its exports map does not name.
    resolveAlias: { 'monaco-editor/esm/vs/editor/editor.worker.js': 'monaco-editor/editor/editor.worker' },
  },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default config;
