import { NextResponse, type NextRequest } from 'next/server';
import { accessSettings, hostFault, originFault, sessionCookie } from './app/access/policy';
import { isSessionValid, issueSession, sessionLifetime } from './app/access/session-token';

const signInPath = '/sign-in';

/**
 * Looks at every request before the studio does: host, origin and session, as app/access/policy.ts says.
 * A page on loopback gets a session by being opened; elsewhere one has to sign in. Answers carry a Content
 * Security Policy whose nonce is new for each request.
 */
export function proxy(request: NextRequest): NextResponse {
  const settings = accessSettings(process.env);
  const host = request.headers.get('host');
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const fault =
    hostFault(host, settings) ??
    (isReading
      ? undefined
      : originFault({
          origin: request.headers.get('origin'),
          host,
          fetchSite: request.headers.get('sec-fetch-site'),
        }));
  if (fault !== undefined) return refuse(fault, 403);

  const now = Date.now();
  if (isSessionValid(request.cookies.get(sessionCookie)?.value, settings.sessionKey, now))
    return answer(request);
  if (request.nextUrl.pathname.startsWith(signInPath) && settings.token !== undefined) return answer(request);
  if (!isReading) return refuse('the session has ended: load the page again', 403);
  if (settings.token !== undefined) return answer(request, signInPath);
  const response = answer(request);
  response.cookies.set(sessionCookie, issueSession(settings.sessionKey, now), {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: request.nextUrl.protocol === 'https:',
    maxAge: sessionLifetime / 1000,
  });
  return response;
}

function refuse(reason: string, status: number): NextResponse {
  return new NextResponse(`${reason}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}

/**
 * Lets the request through, or shows `instead` under its address; the layout reads the nonce from the `x-nonce` request header. Styles of
 * attributes stay inline because Mantine and the editor position elements with them; scripts and style
 * elements need the nonce.
 */
function answer(request: NextRequest, instead?: string): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next puts the nonce of this request header on the scripts that it writes itself.
  headers.set('Content-Security-Policy', policy);
  const response =
    instead === undefined
      ? NextResponse.next({ request: { headers } })
      : NextResponse.rewrite(new URL(instead, request.url), { request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  // The development server evaluates strings and swaps style elements without a nonce; production never does.
  const evaluation = isDevelopment ? " 'unsafe-eval'" : '';
  const styleElements = isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    `style-src 'self' ${styleElements}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const config = {
  // Assets are public and the same for everybody; probes ask /health by an address.
  matcher: [{ source: '/((?!_next/static|_next/image|health|icon.svg).*)' }],
};
