/**
 * Finds a Chromium to drive, or installs one, so that the command line and the tests run on a fresh machine without a
 * word of set-up. It opens no page and knows nothing of the lab; it never downloads when a browser is already there.
 */
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir, platform } from "node:os";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";

/** No browser can be had; the message says what to do and may be shown as it is. */
export class BrowserError extends Error {
  override readonly name = "BrowserError";
}

/**
 * The path of a Chromium, Chrome or Edge: `CHROME_PATH`, else one that is installed, else one installed now.
 *
 * @param say - receives one line before each slow step
 * @throws BrowserError when none can be had
 */
export async function findBrowser(say: (line: string) => void = toStderr): Promise<string> {
  const asked = process.env["CHROME_PATH"];
  if (asked !== undefined && asked !== "") {
    if (isExecutable(asked)) return asked;
    throw new BrowserError(
      `Cannot use CHROME_PATH: ${asked} is not a program that can be run. ` +
        "Set it to a Chromium, Chrome or Edge, or unset it to have one found.",
    );
  }
  const installed = installedBrowser() ?? (await playwrightBrowser());
  if (installed !== null) return installed;
  return await installBrowser(say);
}

/** What a headless browser is started for. */
export interface LaunchNeeds {
  /**
   * `prefer-hardware` takes a real GPU where there is one and the software adapter elsewhere; `software` is the same
   * on every machine, as tests need it; `none` leaves WebGPU as the browser has it.
   */
  readonly webgpu: "prefer-hardware" | "software" | "none";
}

/** Command line flags for a headless browser that calls nobody and offers the WebGPU that is needed. */
export function launchFlags({ webgpu }: LaunchNeeds): string[] {
  const flags = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // A page without a window counts as hidden; its timers must not be slowed while it trains.
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
  ];
  // Chromium's sandbox refuses to run as root, which containers and CI usually are.
  if (process.getuid?.() === 0) flags.push("--no-sandbox");
  switch (webgpu) {
    case "prefer-hardware":
      // Linux hides real adapters behind Vulkan and a block list; SwiftShader stays allowed as the last resort.
      flags.push("--enable-unsafe-webgpu", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist");
      if (platform() === "linux") flags.push("--enable-features=Vulkan");
      return flags;
    case "software":
      flags.push("--enable-unsafe-webgpu", "--enable-unsafe-swiftshader", "--use-webgpu-adapter=swiftshader");
      return flags;
    case "none":
      return flags;
    default:
      webgpu satisfies never;
      return flags;
  }
}

function installedBrowser(): string | null {
  return [...usualPlaces(), ...pathPlaces()].find(isExecutable) ?? null;
}

function usualPlaces(): string[] {
  switch (platform()) {
    case "darwin": {
      const programs = ["Google Chrome", "Chromium", "Microsoft Edge"];
      return ["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
        programs.map((name) => join(folder, `${name}.app`, "Contents", "MacOS", name)),
      );
    }
    case "win32": {
      const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => process.env[name] ?? []);
      const programs = ["Google\\Chrome\\Application\\chrome.exe", "Chromium\\Application\\chrome.exe"];
      programs.push("Microsoft\\Edge\\Application\\msedge.exe");
      return programs.flatMap((program) => roots.map((root) => `${root}\\${program}`));
    }
    default:
      return [
        "/usr/bin/chromium",
        "/usr/bin/google-chrome-stable",
        "/opt/google/chrome/chrome",
        "/usr/bin/microsoft-edge-stable",
        "/snap/bin/chromium",
      ];
  }
}

function pathPlaces(): string[] {
  const names = ["chromium", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"];
  const ending = platform() === "win32" ? ".exe" : "";
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => join(folder, name + ending)));
}

/** One that playwright has downloaded on an earlier day. */
async function playwrightBrowser(): Promise<string | null> {
  const { chromium } = await import("playwright-core");
  const path = chromium.executablePath();
  return isExecutable(path) ? path : null;
}

async function installBrowser(say: (line: string) => void): Promise<string> {
  const faults: string[] = [];
  const mayUseApt = platform() === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (mayUseApt) {
    say("No browser found: installing Chromium with apt-get (about 300 MB, once) …");
    const fault =
      (await run("apt-get", ["update", "-qq"])) ??
      // Fonts, because figures carry labels and a bare container has none.
      (await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"]));
    const installed = installedBrowser();
    if (installed !== null) return installed;
    faults.push(fault ?? "apt-get installed no chromium");
  }
  say("No browser found: downloading Chromium with playwright (about 170 MB, once) …");
  const cli = join(dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")), "cli.js");
  const fault = await run(process.execPath, [cli, "install", "chromium"]);
  if (fault === null && mayUseApt) await run(process.execPath, [cli, "install-deps", "chromium"]); // most are there
  const downloaded = await playwrightBrowser();
  if (downloaded !== null) return downloaded;
  faults.push(fault === null ? "playwright downloaded no Chromium" : `playwright: ${fault}`);
  throw new BrowserError(
    "Cannot find a browser: no Chromium, Chrome or Edge is installed and installing one failed " +
      `(${faults.join("; ")}). Install Chromium or Chrome, or set CHROME_PATH to one.`,
  );
}

/** @returns what went wrong in a few words, or null */
async function run(program: string, parameters: readonly string[]): Promise<string | null> {
  return await new Promise((resolve) => {
    const child = spawn(program, parameters, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", (error) => resolve(`${program}: ${error.message}`));
    child.on("close", (code) => {
      const complaint = stderr.split("\n").filter((line) => /error|unable|fail/i.test(line));
      resolve(code === 0 ? null : [`${program} ended with ${code ?? "a signal"}`, ...complaint.slice(-1)].join(": "));
    });
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function toStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}
