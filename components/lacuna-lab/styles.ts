/** The frame: places on the left, status below; in a narrow window both at the foot. */
import { css } from "lit";

export const labStyles = css`
  :host {
    display: grid;
    grid-template: minmax(0, 1fr) auto / 184px minmax(0, 1fr);
    height: 100dvh;
  }
  main {
    min-width: 0;
    overflow: auto;
    position: relative;
  }
  footer {
    grid-column: 1 / -1;
    min-width: 0;
  }
  .warning {
    margin: 8px 16px;
    padding: 4px 12px;
    border-inline-start: 3px solid var(--lab-warn);
    background: var(--lab-warn-quiet);
    overflow-wrap: anywhere;
  }
  .drop {
    position: fixed;
    inset: 8px;
    z-index: 100;
    display: grid;
    place-items: center;
    border: 2px dashed var(--lab-accent);
    border-radius: var(--radius);
    background: color-mix(in oklab, var(--lab-surface) 88%, transparent);
    font-size: var(--text-l);
    pointer-events: none;
  }
  @media (max-width: 899px) {
    :host {
      --places-height: 56px;
      display: block;
      height: auto;
      min-height: 100dvh;
      padding-block-end: calc(var(--places-height) + 40px);
    }
    main {
      overflow: visible;
    }
    footer {
      position: fixed;
      inset: auto 0 var(--places-height) 0;
      z-index: 10;
    }
  }
  @media print {
    :host {
      display: block;
      height: auto;
    }
    lab-places,
    footer {
      display: none;
    }
    main {
      overflow: visible;
    }
  }
`;
