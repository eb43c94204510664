/** The bar above a page of results: what it is on the left, what can be done with it on the right. */
import { css } from "lit";

export const pageHeadStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    padding: 8px 16px;
    border-block-end: 1px solid var(--lab-line);
    min-height: 52px;
  }
  .tools {
    margin-inline-start: auto;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;
