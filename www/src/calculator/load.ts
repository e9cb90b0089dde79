/** Brings engine and pack in. Each failure says which it is: blocked, out of reach, refused, or a crash of the program. */

import { EngineError, start, type Engine, type Package, type Words } from "../runtime.js";

export type FailureCode = "blocked" | "unreachable" | "refused" | "crashed" | "slow" | "missing";

/** Why there is no calculator. */
export class Failure extends Error {
  override readonly name = "Failure";
  constructor(
    readonly code: FailureCode,
    /** The code of the engine, where it refused. */
    readonly reason: string = code,
    readonly says?: Words,
  ) {
    super(reason);
  }
}

/** A script has one engine; every calculator of the page shares it. */
let running: Promise<Engine> | undefined;

function engine(module: URL): Promise<Engine> {
  running ??= begin(module).catch((thrown: unknown) => {
    running = undefined;
    throw thrown;
  });
  return running;
}

async function begin(module: URL): Promise<Engine> {
  if (typeof WebAssembly !== "object") throw new Failure("blocked");
  const response = await reach(module);
  try {
    return await start(await WebAssembly.compileStreaming(typed(response)));
  } catch (thrown) {
    throw new Failure("blocked", thrown instanceof Error ? thrown.message : "blocked");
  }
}

/** Streaming wants the right kind of content, which not every server knows. */
function typed(response: Response): Response {
  if (response.headers.get("content-type")?.startsWith("application/wasm")) return response;
  return new Response(response.body, { headers: { "content-type": "application/wasm" } });
}

async function reach(address: URL): Promise<Response> {
  const response = await fetch(address, { credentials: "same-origin" }).catch(() => undefined);
  if (!response?.ok) throw new Failure("unreachable", address.pathname);
  return response;
}

/** Loads a pack. With a digest, any other pack is refused. */
export async function load(pack: URL, digest: string | undefined, module: URL): Promise<Package> {
  const [started, bytes] = await Promise.all([
    engine(module),
    reach(pack).then((response) => response.arrayBuffer().catch(() => undefined)),
  ]);
  if (bytes === undefined) throw new Failure("unreachable", pack.pathname);
  return started.load(new Uint8Array(bytes), digest);
}

/** What went wrong, of whatever was thrown. */
export function failure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (!(thrown instanceof EngineError)) return new Failure("crashed", String(thrown));
  const crash = thrown.code === "crashed" || thrown.code === "lost";
  return new Failure(crash ? "crashed" : "refused", thrown.code, thrown.says);
}
