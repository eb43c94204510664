import { expect } from "@esm-bundle/chai";
import { Random } from "../../../src/random.ts";
import { factorise, solveFactorised } from "../../../src/restorers/cholesky.ts";
import { dot, dot4x4 } from "../../../src/restorers/dot.ts";
import { expectClose } from "../../backends.ts";

describe("Cholesky", () => {
  it("factors [[4, 2], [2, 5]], padded with ones, into [[2, 0], [1, 2]], with its transpose above the diagonal", () => {
    // prettier-ignore
    const matrix = Float64Array.of( // only the lower triangle is read
      4, 99, 99, 99,
      2, 5, 99, 99,
      0, 0, 1, 99,
      0, 0, 0, 1,
    );
    factorise(matrix, 4);
    expect([...matrix]).to.deep.equal([2, 1, 0, 0, 1, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  });

  for (const [size, count] of [
    [4, 4],
    [40, 12],
    [8, 0],
  ] as const) {
    it(`solves a system of ${size} unknowns for ${count} right-hand sides at once`, () => {
      const random = new Random(1);
      const root = Float64Array.from({ length: size * size }, () => random.normal());
      const matrix = new Float64Array(size * size);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++)
          matrix[i * size + j] = dot(root, i * size, root, j * size, size) + (i === j ? 1 : 0);
      }
      const wanted = Float64Array.from({ length: count * size }, () => random.normal());
      const b = wanted.map((_, at) => dot(matrix, (at % size) * size, wanted, at - (at % size), size));
      factorise(matrix, size);
      solveFactorised(matrix, size, b, count);
      expectClose(b, wanted, 1e-9);
    });
  }

  it("refuses a matrix that is not positive definite, and sizes that are not padded", () => {
    // prettier-ignore
    const indefinite = Float64Array.of(
      1, 0, 0, 0,
      2, 1, 0, 0,
      0, 0, 1, 0,
      0, 0, 0, 1,
    );
    expect(() => factorise(indefinite, 4)).to.throw("not positive definite at row 1");
    expect(() => factorise(new Float64Array(9), 3)).to.throw("sizes must be multiples of 4, got 3");
    expect(() => solveFactorised(new Float64Array(16), 4, new Float64Array(4), 1)).to.throw("got 1");
  });
});

describe("the inner product", () => {
  it("takes in the entries that are left over from groups of four", () => {
    const a = Float64Array.of(9, 1, 2, 3, 4, 5, 6);
    expect(dot(a, 1, a, 1, 6)).to.equal(1 + 4 + 9 + 16 + 25 + 36);
    expect(dot(a, 0, a, 0, 0)).to.equal(0);
  });

  it("of four lines with four is the inner product of each with each", () => {
    const a = Float64Array.from({ length: 40 }, (_, i) => (i * 7) % 11);
    const b = Float64Array.from({ length: 40 }, (_, i) => (i * 5) % 13);
    const products = new Float64Array(16);
    dot4x4(a, 1, 9, b, 2, 8, 7, products);
    const wanted = Array.from({ length: 16 }, (_, at) => dot(a, 1 + 9 * Math.floor(at / 4), b, 2 + 8 * (at % 4), 7));
    expect([...products]).to.deep.equal(wanted);
  });
});
