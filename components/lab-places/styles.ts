/** The column of places; in a narrow window a bar at the foot with four of them. */
import { css } from "lit";

export const labPlacesStyles = css`
  :host {
    min-height: 0;
  }
  nav {
    height: 100%;
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
    border: 0;
    border-radius: 4px;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    text-decoration: none;
    line-height: 1.3;
    cursor: pointer;
  }
  .place .icon {
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
  .title {
    display: flex;
    flex: 1;
    gap: 6px;
    align-items: center;
    justify-content: space-between;
  }
  .live {
    flex: none;
    width: 7px;
    height: 7px;
    border-radius: 50%;
    background: var(--lab-accent);
  }
  .heading {
    font-size: var(--text-xs);
    color: var(--lab-quiet);
    padding: 12px 8px 4px;
  }
  .theme {
    margin-block-start: auto;
  }
  .list {
    display: grid;
    gap: 2px;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
  }
  .list .place {
    display: grid;
    gap: 2px;
    align-content: start;
    padding: 10px 12px;
  }
  .list .title {
    font-size: var(--text-m);
  }
  .list .quiet {
    font-size: var(--text-xs);
    font-weight: 400;
  }
  wa-drawer {
    --size: min(80dvh, 640px);
    --spacing: 12px;
  }
  @media (max-width: 899px) {
    :host {
      position: fixed;
      inset: auto 0 0 0;
      z-index: 10;
      height: var(--places-height);
    }
    nav {
      overflow: hidden;
      flex-direction: row;
      border: 0;
      border-block-start: 1px solid var(--lab-line);
      padding: 4px;
      gap: 4px;
    }
    .brand {
      display: none;
    }
    nav > .place {
      position: relative;
      flex: 1;
      flex-direction: column;
      gap: 2px;
      font-size: 11px;
      padding: 4px;
      text-align: center;
      justify-content: center;
      white-space: nowrap;
    }
    nav > .place .live {
      position: absolute;
      top: 5px;
      left: calc(50% + 8px);
    }
    .theme {
      margin: 0;
    }
  }
`;
