// Loaded with --import before a client that cannot send a token: adds one to each request for one server, and changes
// nothing else. CANDOR_SERVER is the origin of the server (http://127.0.0.1:1234), CANDOR_TOKEN the token.
import http from 'node:http';
import { Agent, setGlobalDispatcher } from 'undici';

const server = new URL(process.env.CANDOR_SERVER);
const authorization = `Bearer ${process.env.CANDOR_TOKEN}`;
const isAuthorization = (name) => name.toLowerCase() === 'authorization';

// fetch() and undici's request(): both dispatch through the one global dispatcher
setGlobalDispatcher(
  new Agent().compose((dispatch) => (options, handler) => {
    const ours = new URL(options.origin).origin === server.origin;
    return dispatch(ours ? { ...options, headers: authorized(options.headers) } : options, handler);
  }),
);

/** The headers as undici takes them (none, a flat list, an object, or anything of pairs), with the token. */
function authorized(headers) {
  const flat = Array.isArray(headers)
    ? [...headers]
    : typeof headers?.[Symbol.iterator] === 'function'
      ? [...headers].flat()
      : Object.entries(headers ?? {}).flat();
  const names = flat.filter((_, index) => index % 2 === 0);
  return names.some(isAuthorization) ? flat : [...flat, 'authorization', authorization];
}

const request = http.request;
http.request = (options, ...rest) => {
  const ours = options.hostname === server.hostname && String(options.port) === server.port;
  const names = Object.keys(options.headers ?? {});
  return ours && !names.some(isAuthorization)
    ? request({ ...options, headers: { ...options.headers, Authorization: authorization } }, ...rest)
    : request(options, ...rest);
};
