import { cookies, headers } from 'next/headers';
import { StudioError } from '@/lib/base';
import { accessSettings, hostFault, originFault, sessionCookie, type AccessSettings } from './policy';
import { isSessionValid } from './session-token';

/**
 * Returns the settings when the caller of a server action is a page of the studio with a session. Throws
 * otherwise. The proxy has looked already; an action must not depend on how requests reach it.
 */
export async function requireSession(): Promise<AccessSettings> {
  const settings = accessSettings(process.env);
  const sent = await headers();
  const host = sent.get('host');
  const fault =
    hostFault(host, settings) ??
    originFault({ origin: sent.get('origin'), host, fetchSite: sent.get('sec-fetch-site') }) ??
    (isSessionValid((await cookies()).get(sessionCookie)?.value, settings.sessionKey, Date.now())
      ? undefined
      : 'the session has ended: load the page again');
  if (fault !== undefined) throw new StudioError('access-refused', fault);
  return settings;
}

/** Like `requireSession`, for actions that change a cluster: refused in read-only mode. */
export async function requireWriteAccess(): Promise<AccessSettings> {
  const settings = await requireSession();
  if (settings.isReadOnly)
    throw new StudioError('read-only', 'this studio is read-only', {
      suggestion: 'Start it without --read-only to change a cluster.',
    });
  return settings;
}
