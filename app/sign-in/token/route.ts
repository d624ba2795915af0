import { cookies } from 'next/headers';
import { accessSettings, sessionCookie } from '../../access/policy';
import { issueSession, sameSecret, sessionLifetime } from '../../access/session-token';

// Guessing is hopeless at this pace, and a person does not notice it.
const pause = 300;

/** Exchanges the token for a session. The proxy has checked host and origin. */
export async function POST(request: Request): Promise<Response> {
  const { token, sessionKey } = accessSettings(process.env);
  const given = (await request.formData()).get('token');
  await new Promise((resolve) => setTimeout(resolve, pause));
  if (token === undefined || typeof given !== 'string' || !sameSecret(given.trim(), token))
    return seeOther('/sign-in?failed');
  (await cookies()).set(sessionCookie, issueSession(sessionKey, Date.now()), {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: new URL(request.url).protocol === 'https:',
    maxAge: sessionLifetime / 1000,
  });
  return seeOther('/');
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}
