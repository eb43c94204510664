/** Runs the command line as a user does, in a process of its own, and returns what it said. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param onStderr - called with all of stderr so far, whenever there is more */
export async function runLab(
  words: readonly string[],
  onStderr: (stderr: string, lab: ChildProcess) => void = () => undefined,
  environment: NodeJS.ProcessEnv = {},
): Promise<Said> {
  const lab = spawn(process.execPath, ["--import", "tsx", "scripts/lab.ts", ...words], {
    env: { ...process.env, ...environment },
  });
  let stdout = "";
  let stderr = "";
  lab.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  lab.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    onStderr(stderr, lab);
  });
  return await new Promise((resolve, reject) => {
    lab.on("error", reject);
    lab.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

/** A folder for the length of one test. */
export async function inTemporaryFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lacuna-"));
  try {
    await test(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
