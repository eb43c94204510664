/**
 * How the lab looks: one set of custom properties for light and dark, Web Awesome's tokens set to them, and the colours
 * of data with one fixed meaning each. Every other file names a token; none names a colour.
 */

/** What a person asked for. "system" follows the machine, also when it changes. */
export const THEME_CHOICES = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const STORAGE_KEY = "lacuna-theme";
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

/** Puts the tokens on the page and follows the machine from now on. Call once, before the first element renders. */
export function installTheme(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(TOKENS);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  systemIsDark.addEventListener("change", applyTheme);
  applyTheme();
}

export function themeChoice(): ThemeChoice {
  const stored = readStored();
  return THEME_CHOICES.find((choice) => choice === stored) ?? "system";
}

export function chooseTheme(choice: ThemeChoice): void {
  try {
    localStorage.setItem(STORAGE_KEY, choice);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the class on the page.
  }
  applyTheme(choice);
}

/**
 * Calls back after each change of theme, so that canvases can be painted anew.
 *
 * @returns a function that ends it
 */
export function onThemeChange(callback: () => void): () => void {
  document.addEventListener(CHANGED, callback);
  return () => document.removeEventListener(CHANGED, callback);
}

/** The colours that a canvas needs, which cannot read custom properties itself. */
export interface Palette {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
  readonly ours: string;
  readonly published: string;
  readonly black: string;
  readonly mean: string;
  readonly pca: string;
  readonly linear: string;
  readonly second: string;
  /** For series that have no fixed meaning, in order; beyond the last they begin anew. */
  readonly series: readonly string[];
  /** One for each digit, 0 to 9. */
  readonly digits: readonly string[];
  readonly fontFamily: string;
}

/** How many series can be told apart by colour. */
export const SERIES_COLOURS = 8;

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: token("--lab-text"),
    quiet: token("--lab-quiet"),
    line: token("--lab-line"),
    surface: token("--lab-surface"),
    ours: token("--data-ours"),
    published: token("--data-published"),
    black: token("--data-black"),
    mean: token("--data-mean"),
    pca: token("--data-pca"),
    linear: token("--data-linear"),
    second: token("--data-second"),
    series: Array.from({ length: SERIES_COLOURS }, (_, index) => token(`--series-${index + 1}`)),
    digits: Array.from({ length: 10 }, (_, digit) => token(`--digit-${digit}`)),
    fontFamily: token("--lab-font"),
  };
}

const CHANGED = "lacuna-theme-changed";

function applyTheme(choice: unknown = themeChoice()): void {
  const wanted = choice === "light" || choice === "dark" ? choice : themeChoice();
  const dark = wanted === "system" ? systemIsDark.matches : wanted === "dark";
  document.documentElement.classList.toggle("wa-dark", dark);
  document.documentElement.classList.toggle("wa-light", !dark);
  document.dispatchEvent(new Event(CHANGED));
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/**
 * Okabe-Ito hues, darkened on white and lightened on black until each reads at 3 : 1. Digits need ten: these keep the least
 * distance in OKLab as large as a search could make it, for full colour vision and for each of the three dichromacies.
 */
const TOKENS = `
  :root {
    --lab-font: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
    --text-xs: 12px; --text-s: 13px; --text-m: 15px; --text-l: 20px; --text-xl: 28px;
    --radius: 6px;
    --lab-surface: #ffffff; --lab-sunken: #f6f7f8; --lab-line: #e1e4e8; --lab-line-strong: #868d96;
    --lab-text: #1b1f24; --lab-quiet: #59626d;
    --lab-accent: #0064a0; --lab-on-accent: #ffffff; --lab-accent-quiet: #e6f1f8;
    --lab-good: #00694d; --lab-warn: #8a4b00; --lab-bad: #b3261e; --lab-bad-quiet: #fdeceb; --lab-warn-quiet: #fdf3e3;
    --data-ours: #0072b2; --data-published: #6b7580; --data-black: #d55e00; --data-mean: #b57a00;
    --data-pca: #b2568c; --data-linear: #008a64; --data-second: #d55e00;
    --series-1: #0072b2; --series-2: #d55e00; --series-3: #008a64; --series-4: #b2568c;
    --series-5: #b57a00; --series-6: #3a8fc4; --series-7: #6d6e00; --series-8: #4a4f57;
    --digit-0: #12304b; --digit-1: #5c0089; --digit-2: #4b5785; --digit-3: #1495fe; --digit-4: #b186b8;
    --digit-5: #6e020c; --digit-6: #ae351b; --digit-7: #da7e11; --digit-8: #9648c7; --digit-9: #55886f;
  }
  :root.wa-dark {
    --lab-surface: #14161a; --lab-sunken: #0d0f12; --lab-line: #2b3038; --lab-line-strong: #7c8591;
    --lab-text: #e8eaed; --lab-quiet: #a0a8b3;
    --lab-accent: #6cc0f0; --lab-on-accent: #06151f; --lab-accent-quiet: #12293a;
    --lab-good: #4cc9a0; --lab-warn: #f0b050; --lab-bad: #ff8a80; --lab-bad-quiet: #35191a; --lab-warn-quiet: #30240f;
    --data-ours: #56b4e9; --data-published: #a7b0bb; --data-black: #f07b2b; --data-mean: #e6a817;
    --data-pca: #dd8fb8; --data-linear: #2fbf8f; --data-second: #f07b2b;
    --series-1: #56b4e9; --series-2: #f07b2b; --series-3: #2fbf8f; --series-4: #dd8fb8;
    --series-5: #e6a817; --series-6: #8fd3ff; --series-7: #f0e442; --series-8: #c3cad3;
    --digit-0: #8db5f2; --digit-1: #a04aaf; --digit-2: #55fbfa; --digit-3: #377af7; --digit-4: #fb609f;
    --digit-5: #c62401; --digit-6: #f8be9b; --digit-7: #d6f959; --digit-8: #999c21; --digit-9: #486d5f;
  }
  :root, :root.wa-light, :root.wa-dark {
    --wa-font-family-body: var(--lab-font); --wa-font-family-heading: var(--lab-font);
    --wa-font-size-2xs: 11px; --wa-font-size-xs: 12px; --wa-font-size-s: 13px; --wa-font-size-m: 15px; --wa-font-size-l: 20px;
    --wa-border-radius-s: 4px; --wa-border-radius-m: var(--radius); --wa-border-radius-l: var(--radius);
    --wa-color-surface-default: var(--lab-surface); --wa-color-surface-raised: var(--lab-surface);
    --wa-color-surface-lowered: var(--lab-sunken); --wa-color-surface-border: var(--lab-line);
    --wa-color-text-normal: var(--lab-text); --wa-color-text-quiet: var(--lab-quiet); --wa-color-text-link: var(--lab-accent);
    --wa-color-brand-fill-loud: var(--lab-accent); --wa-color-brand-on-loud: var(--lab-on-accent);
    --wa-color-brand-fill-normal: var(--lab-accent-quiet); --wa-color-brand-on-normal: var(--lab-accent);
    --wa-color-brand-fill-quiet: var(--lab-accent-quiet); --wa-color-brand-on-quiet: var(--lab-accent);
    --wa-color-brand-border-loud: var(--lab-accent); --wa-color-focus: var(--lab-accent);
    --wa-form-control-border-color: var(--lab-line-strong); --wa-form-control-activated-color: var(--lab-accent);
    --wa-form-control-padding-block: 0.4em; --wa-form-control-padding-inline: 0.6em;
    --wa-form-control-label-font-weight: 400; --wa-form-control-hint-color: var(--lab-quiet);
    --wa-focus-ring-width: 2px; --wa-shadow-offset-y-scale: 0.5;
    --wa-tooltip-font-size: 12px;
  }
  html { background: var(--lab-surface); font: 400 var(--text-s) / 1.5 var(--lab-font); color: var(--lab-text); }
  body { margin: 0; }
  @media (prefers-reduced-motion: reduce) {
    :root, :root.wa-light, :root.wa-dark {
      --wa-transition-slow: 0ms; --wa-transition-normal: 0ms; --wa-transition-fast: 0ms;
      --wa-button-transform-active: none;
    }
  }
  @media print { html { background: #fff; } }
`;
