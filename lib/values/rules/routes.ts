import type { PlaneValues } from '../schema';
import { conflict, missing, questionable, type Rule } from './rule';

/** The routes that are created: their path, their host names and the Gateways they attach to. */
function routesOf({ gateway, hyperdx, observer }: PlaneValues) {
  return [
    { path: 'gateway.route', on: gateway.enabled, ...gateway.route },
    { path: 'gateway.grpcRoute', on: gateway.enabled, ...gateway.grpcRoute },
    { path: 'hyperdx.route', on: hyperdx.enabled, ...hyperdx.route },
    { path: 'observer.route', on: observer.enabled, ...observer.route },
  ].filter((route) => route.on && route.enabled);
}

const routesAttached: Rule = (values, report) => {
  for (const { path, parentRefs } of routesOf(values)) {
    if (parentRefs.length === 0)
      report(`${path}.parentRefs`, missing('a route needs a Gateway to attach to', 'Give its name.'));
  }
};

/**
 * Two routes for everything below the same host answer for each other; a listener does not take an
 * HTTPRoute and a GRPCRoute for one host at all. Without host names a route takes every host.
 */
const hostsApart: Rule = (values, report) => {
  const taken = new Map<string, string>();
  for (const { path, hostnames, parentRefs } of routesOf(values)) {
    const parents = parentRefs.map((parent) => JSON.stringify(parent));
    for (const host of hostnames.length === 0 ? ['*'] : hostnames) {
      const places = parents.map((parent) => `${parent} ${host}`);
      const other = places.map((place) => taken.get(place)).find((owner) => owner !== undefined);
      if (other !== undefined) {
        const what = host === '*' ? 'every host of the Gateway' : host;
        report(
          `${path}.hostnames`,
          conflict(`${other} already takes ${what}`, 'Give each route its own host.'),
        );
      }
      for (const place of places) taken.set(place, path);
    }
  }
};

const gatewayReceives: Rule = ({ gateway }, report) => {
  if (!gateway.enabled) return;
  const routes = [
    ['gateway.route', gateway.route.enabled, 'http', gateway.receivers.http.enabled],
    ['gateway.grpcRoute', gateway.grpcRoute.enabled, 'grpc', gateway.receivers.grpc.enabled],
  ] as const;
  for (const [path, enabled, protocol, received] of routes) {
    if (!enabled) continue;
    if (!received)
      report(
        `${path}.enabled`,
        conflict(
          'leads to a protocol that is not received',
          `Turn on gateway.receivers.${protocol}.enabled.`,
        ),
      );
    else if (gateway.tls.enabled)
      report(
        `${path}.enabled`,
        questionable('the gateway serves TLS itself', 'Tell the Gateway so by a BackendTLSPolicy.'),
        'warning',
      );
  }
};

/** Rules over the routes of the Gateway API. */
export const routeRules: readonly Rule[] = [routesAttached, hostsApart, gatewayReceives];
