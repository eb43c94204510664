/** The frame: places on the left, status below; in a narrow window both at the foot. */
import { css } from "lit";

export const labStyles = css`
  :host {
    display: grid;
    grid-template: minmax(0, 1fr) auto / 160px minmax(0, 1fr);
    height: 100dvh;
  }
  .places {
    border-inline-end: 1px solid var(--lab-line);
    background: var(--lab-sunken);
    display: flex;
    flex-direction: column;
    padding: 8px;
    gap: 2px;
    overflow-y: auto;
  }
  .brand {
    font-size: var(--text-m);
    font-weight: 700;
    letter-spacing: -0.01em;
    padding: 6px 8px 12px;
    color: inherit;
    text-decoration: none;
    display: flex;
    gap: 8px;
    align-items: center;
  }
  .brand img {
    width: 22px;
    height: 22px;
  }
  .place {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 6px 8px;
    border-radius: 4px;
    color: inherit;
    text-decoration: none;
    line-height: 1.3;
  }
  .place wa-icon {
    font-size: 16px;
    flex: none;
    color: var(--lab-quiet);
  }
  .place:hover {
    background: var(--lab-line);
  }
  .place[aria-current] {
    background: var(--lab-accent-quiet);
    font-weight: 600;
  }
  .heading {
    font-size: var(--text-xs);
    color: var(--lab-quiet);
    padding: 12px 8px 4px;
  }
  .theme {
    margin-block-start: auto;
    font: inherit;
    border: 0;
    background: none;
    cursor: pointer;
    text-align: start;
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
    .places {
      position: fixed;
      inset: auto 0 0 0;
      z-index: 10;
      height: var(--places-height);
      overflow: hidden;
      flex-direction: row;
      border: 0;
      border-block-start: 1px solid var(--lab-line);
      padding: 4px;
      gap: 4px;
    }
    .brand,
    .heading {
      display: none;
    }
    .place {
      flex: 1;
      flex-direction: column;
      gap: 2px;
      font-size: 11px;
      padding: 4px;
      text-align: center;
      justify-content: center;
    }
    .theme {
      margin: 0;
    }
    .theme span {
      white-space: nowrap;
    }
  }
  @media print {
    :host {
      display: block;
      height: auto;
    }
    .places,
    footer {
      display: none;
    }
    main {
      overflow: visible;
    }
  }
`;
