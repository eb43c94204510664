/**
 * Who is measured when: engines on one workload take turns (A B A B …), so that whatever else the machine does meanwhile
 * falls on all of them. It asks benches for steps and decides how many; it does not know where they run.
 */
import { slownessNotice, type Pace } from "./pace.ts";
import { percentText } from "./percent-text.ts";
import type { Plan } from "./plan.ts";
import type { BenchEngine, WorkloadName } from "./protocol.ts";
import { drift } from "./statistics.ts";
import { Turns, type Contestant, type Interim, type Measurement } from "./turns.ts";

/** How far the present workload is. */
export interface Standing {
  readonly workload: WorkloadName;
  readonly doing: "starting" | "warming up" | "measuring";
  /** Whose turn it is. */
  readonly engine: BenchEngine;
  /** 0 to 1, of this workload. */
  readonly share: number;
  /** Of this workload; null before steps have told. */
  readonly leftMs: number | null;
  /** One for each engine that has been measured at least once. */
  readonly soFar: readonly Interim[];
}

export interface Audience {
  /** One line of progress. */
  say(line: string): void;
  /** Something that a reader of the results should know. */
  notice(line: string): void;
  /** Told before each turn; whoever only wants lines can do without. */
  standing?(standing: Standing): void;
  /** Asked between turns; what was measured until then is kept. */
  isStopped(): boolean;
}

/**
 * Measures the contestants on one workload.
 *
 * @returns one measurement for each that took enough steps for a median; one that breaks is left out with a notice
 */
export async function measureTogether(
  workload: WorkloadName,
  contestants: readonly Contestant[],
  plan: Plan,
  audience: Audience,
): Promise<Measurement[]> {
  const turns = contestants.map(({ engine, bench }) => new Turns(engine, bench, workload, plan));
  const broken = new Set<Turns>();
  const isStopped = (): boolean => audience.isStopped();
  const each = async (doing: Standing["doing"], among: readonly Turns[], work: (turn: Turns) => Promise<void>) => {
    for (const turn of among) {
      if (broken.has(turn) || isStopped()) continue;
      audience.standing?.(standingOf(workload, doing, turn, turns, among));
      try {
        await work(turn);
      } catch (error) {
        if (!isStopped()) audience.notice(`${turn.engine} could not run ${workload}: ${messageOf(error)}`);
        broken.add(turn);
      }
    }
  };
  await each("starting", turns, async (turn) => audience.say(await turn.begin()));
  await each("warming up", turns, async (turn) => audience.say(await turn.warmUp(isStopped)));
  for (;;) {
    const waiting = turns.filter((turn) => !broken.has(turn) && !turn.isDone);
    if (waiting.length === 0 || isStopped()) break;
    await each("measuring", waiting, async (turn) => await turn.take());
  }
  const measured: Measurement[] = [];
  for (const turn of turns.filter((candidate) => !broken.has(candidate) && candidate.hasEnough)) {
    try {
      const measurement = await turn.end();
      for (const line of noticesOn(measurement, turn.pace)) audience.notice(line);
      measured.push(measurement);
    } catch (error) {
      if (!isStopped()) audience.notice(`${turn.engine} could not end ${workload}: ${messageOf(error)}`);
    }
  }
  return measured;
}

const DRIFT_WORTH_SAYING = 0.1;

function noticesOn({ engine, workload, stepMs }: Measurement, pace: Pace): string[] {
  const drifted = drift(stepMs);
  const isDrift = drifted !== null && Math.abs(drifted) > DRIFT_WORTH_SAYING;
  return [
    ...(isDrift
      ? [`${engine} on ${workload} drifted by ${percentText(drifted)} from its first to its last third.`]
      : []),
    ...(pace.knowsLoss ? [] : [slownessNotice(engine, workload, stepMs)]),
  ];
}

/** Starting and warming up are this part of a workload's bar; how long they take cannot be told before. */
const SHARE_BEFORE_MEASURING = 0.2;

function standingOf(
  workload: WorkloadName,
  doing: Standing["doing"],
  turn: Turns,
  turns: readonly Turns[],
  among: readonly Turns[],
): Standing {
  const soFar = turns.flatMap((one) => one.soFar);
  const standing = { workload, doing, engine: turn.engine, soFar };
  if (doing !== "measuring") {
    const halves = (doing === "starting" ? 0 : 1) + among.indexOf(turn) / among.length;
    return { ...standing, share: (SHARE_BEFORE_MEASURING * halves) / 2, leftMs: null };
  }
  const spentMs = total(turns.map((one) => one.spentMs));
  const leftMs = total(turns.map((one) => one.leftMs));
  const measured = spentMs + leftMs === 0 ? 1 : spentMs / (spentMs + leftMs);
  return { ...standing, share: SHARE_BEFORE_MEASURING + (1 - SHARE_BEFORE_MEASURING) * measured, leftMs };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
