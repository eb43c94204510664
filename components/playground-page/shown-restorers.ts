/** Which restorers stand beside the pad: those that are ready, as far as the address asks for them. */
import type { PlaygroundChoice } from "../../src/playground/choice.ts";
import type { CastMember } from "../../src/playground/protocol.ts";

type Asked = Pick<PlaygroundChoice, "restorers">;

export function isShown({ restorers }: Asked, name: string): boolean {
  return restorers?.includes(name) ?? true;
}

/** Those that could be shown: trained, or never in need of it. One that failed shows why. */
export function readyMembers(cast: readonly CastMember[]): CastMember[] {
  return cast.filter(({ readiness: { kind } }) => kind === "live" || kind === "patient" || kind === "failed");
}

export function shownMembers(cast: readonly CastMember[], asked: Asked): CastMember[] {
  return readyMembers(cast).filter(({ name }) => isShown(asked, name));
}

/** What is asked for once one has been switched on or off; null for all, so that who joins later is shown too. */
export function afterToggle(cast: readonly CastMember[], asked: Asked, name: string): readonly string[] | null {
  const ready = readyMembers(cast).map((member) => member.name);
  const shown = ready.filter((one) => (one === name ? !isShown(asked, one) : isShown(asked, one)));
  return shown.length === ready.length ? null : shown;
}

/** One sentence for each restorer that the address asks for and nobody knows; none while the cast is unknown. */
export function unknownNames(cast: readonly CastMember[], { restorers }: Asked): string[] {
  const strays = (restorers ?? []).filter((name) => !cast.some((member) => member.name === name));
  return cast.length === 0 ? [] : strays.map((name) => `Cannot show restorer "${name}": there is none of that name.`);
}
