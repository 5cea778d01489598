// SPDX-License-Identifier: Apache-2.0

/** What can be wrong, for programs. `message`, `hint` and {@link explain} say it to people. */
export type TroubleCode =
  /** Nothing that is a Byok Relay answers on this computer, or the fallback does not answer. */
  | 'not_running'
  /** The browser's local-network permission was refused to this page, or the frame it is in does not pass it on. */
  | 'permission_denied'
  /** The browser has asked for that permission and the person has not answered. */
  | 'permission_prompt'
  /** A page over https in a browser (older Safari) that keeps such pages from http on this computer. It cannot be told from `not_running` there. */
  | 'mixed_content'
  /** The person said no. */
  | 'denied'
  /** The person was asked and did not answer within two minutes. */
  | 'unanswered'
  /** Too many requests to the relay, or too soon after a no: see `retryAfter`. A provider's own limit is `refused`. */
  | 'too_many'
  | 'locked'
  | 'paused'
  /** The token or the approval is gone: call {@link connect} again. */
  | 'revoked'
  /** The relay has no key for the provider. */
  | 'key_missing'
  /** Anything else, and whatever the provider itself refused, such as a 401 for the key; `message` is what it or the relay said. */
  | 'refused';

export class ByokRelayError extends Error {
  readonly name: 'ByokRelayError';
  readonly code: TroubleCode;
  /** What the person can do about it. */
  readonly hint?: string;
  /** Of the relay's reply, where it answered. */
  readonly status?: number;
  /** Seconds after which to try again. */
  readonly retryAfter?: number;
  constructor(code: TroubleCode, more?: { message?: string; hint?: string; cause?: unknown; status?: number; retryAfter?: number });
  /** The error that a reply with a status other than 2xx stands for. Reads its body. */
  static from(reply: Response): Promise<ByokRelayError>;
}

export interface Explanation {
  code: TroubleCode | 'stopped';
  /** A few words, for a headline. */
  title: string;
  /** One sentence: what is wrong. */
  text: string;
  /** One sentence: what the person can do, where there is something. */
  action?: string;
}
/** Any error to show to a person: one of this package, of an official SDK that was given the relay's address, or of `fetch`. */
export function explain(error: unknown): Explanation;

export interface Search {
  /** Where to look, in this order. Default: 2965, 12965, 22965, the relay's own. */
  ports?: number[];
  /** Milliseconds that each port gets. Default: 3000. */
  timeout?: number;
  /** Milliseconds that the person gets to answer the browser's question, where the browser has one. Default: 60000. */
  promptTimeout?: number;
  signal?: AbortSignal;
}
export interface Found {
  /** Such as `http://127.0.0.1:2965`. */
  baseURL: string;
  /** Of the relay. */
  version: string;
  /** Of what it speaks; 1. */
  protocol: number;
}
/**
 * Looks for a Byok Relay on this computer. From a public site Chrome and Edge ask the person for permission at the first call: call it when
 * the person does something that needs it.
 * @throws ByokRelayError not_running, permission_denied, permission_prompt, mixed_content
 */
export function discover(options?: Search): Promise<Found>;

/** Where a token is kept between visits; `localStorage` is one. */
export interface TokenStorage {
  getItem(name: string): string | null | undefined | Promise<string | null | undefined>;
  setItem(name: string, value: string): unknown;
  removeItem(name: string): unknown;
}

export interface ConnectOptions extends Search {
  /** A name of your own choosing for your app. The person sees it as unverified; who you are is your page's origin. */
  appId: string;
  appName?: string;
  /** Those that you would like to use, such as `['openai']`. Default: the person chooses. */
  providers?: string[];
  /** One sentence for the person: what for. */
  reason?: string;
  /** Default: the page's `localStorage`, and nothing outside a page. null: the token is forgotten with the page. */
  storage?: TokenStorage | null;
  /** A byok-relay server to use where none is found on this computer. Keys stored there are in its operator's hands, not the person's. */
  fallbackURL?: string;
}
/**
 * Finds the relay and gets a token: the one kept from the last visit where that is still good, else a new one, for which the relay asks the
 * person the first time. Resolves when they have answered (up to two minutes).
 * @throws ByokRelayError as {@link discover}; denied, unanswered, too_many, paused, refused
 */
export function connect(options: ConnectOptions): Promise<Relay>;

export interface LimitLeft {
  limit: number;
  remaining: number;
  reset_seconds?: number;
}
/** What `GET /session` says; a hosted byok-relay has `providers` alone. */
export interface Session {
  /** Those that this app may use. */
  providers: string[];
  app_id?: string;
  kind?: 'origin' | 'program';
  name?: string;
  /** Patterns of the models that it may use; null: all. */
  models?: string[] | null;
  paths?: 'inference' | 'all';
  /** Milliseconds since 1970; null: never. */
  expires_at?: number | null;
  approval_ends_at?: number | null;
  state?: 'running' | 'paused' | 'locked';
  /** null: no such limit. */
  limits?: Record<'requests_per_minute' | 'ai_requests_per_minute' | 'registrations_per_hour' | 'exchanges', LimitLeft | null>;
  live_exchanges?: number;
  /** Reserved: no budgets exist yet. */
  budget?: null;
}

export type RelayEvent =
  /** The first one after each connection. */
  | { type: 'hello'; data: { app_id: string; state: 'running' | 'paused' | 'locked' } }
  | { type: 'paused' | 'resumed' | 'locked' | 'unlocked'; data: { state: 'running' | 'paused' | 'locked' } }
  /** {@link Relay.session} says which providers there are now. */
  | { type: 'keys_changed'; data: {} }
  /** The last one: connect again. */
  | { type: 'revoked'; data: { error: string; code?: string } }
  /** The last one: the app listens elsewhere, in another tab maybe. */
  | { type: 'replaced'; data: { message: string } }
  /** The connection broke; it is tried again by itself, after half a second at first and after half a minute at most. */
  | { type: 'offline'; data: {} };

/** A relay and this app's token there. {@link connect} makes one; a program that was given a token makes its own. */
export class Relay {
  constructor(baseURL: string, token: string, options?: { hosted?: boolean; forget?: () => unknown });
  /** The relay's own address, such as `http://127.0.0.1:2965`. */
  readonly root: string;
  /** Whether it is the fallback, not this computer's. */
  readonly hosted: boolean;
  /** For an SDK's `apiKey`. It opens this relay for this page's origin and nothing else. */
  readonly token: string;
  /**
   * The base URL for an SDK: of `openai` and of every provider that comes with the relay and has an API like OpenAI's, for OpenAI's SDK; of
   * `anthropic` and `google`, for their own; of any other, the root of its API. Without a provider: OpenAI's API over all providers (not of a
   * hosted one), with models as `provider/model`. That is the one for a gateway that the person added, whose path only the relay knows.
   */
  baseURL(provider?: string): string;
  /**
   * `fetch` with the token, to this relay alone: anywhere else is a TypeError, and no redirect is followed. A path begins with `/`. Resolves
   * with any reply, as `fetch` does; may be handed to an SDK as its `fetch`.
   * @throws ByokRelayError not_running, revoked and so on where `fetch` would only say that it failed
   */
  readonly fetch: (target: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** What this app may do, and what it has left. */
  session(init?: RequestInit): Promise<Session>;
  /** Stores a key for this app alone. The person's own keys are added in Byok Relay, which is better. */
  storeKey(provider: string, key: string, init?: RequestInit): Promise<{ ok: true; provider: string }>;
  /** Hears of what happens to this app until the function that it gives is called. A hosted relay has no events. */
  events(handler: (event: RelayEvent) => void, options?: { signal?: AbortSignal }): () => void;
  /** Forgets the token here and there. The approval stays until the person ends it. */
  disconnect(init?: RequestInit): Promise<void>;
}

/** The server-sent events of a streamed reply. To stop early is to stop the answer, and its bill. */
export function readEvents(reply: Response): AsyncGenerator<{ event: string; data: string }, void, void>;
