import { expect } from "@esm-bundle/chai";
import { Random } from "../../../src/random.ts";
import { factorise, solveFactorised } from "../../../src/restorers/cholesky.ts";
import { dot } from "../../../src/restorers/dot.ts";
import { expectClose } from "../../backends.ts";

describe("Cholesky", () => {
  it("factors [[4, 2], [2, 5]] into [[2, 0], [1, 2]]", () => {
    const matrix = Float64Array.of(4, 99, 2, 5); // only the lower triangle is read
    factorise(matrix, 2);
    expect([matrix[0], matrix[2], matrix[3]]).to.deep.equal([2, 1, 2]);
  });

  it("solves a system of 37 unknowns", () => {
    const size = 37;
    const random = new Random(1);
    const root = Float64Array.from({ length: size * size }, () => random.normal());
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++)
        matrix[i * size + j] = dot(root, i * size, root, j * size, size) + (i === j ? 1 : 0);
    }
    const wanted = Float64Array.from({ length: size }, () => random.normal());
    const b = wanted.map((_, i) => dot(matrix, i * size, wanted, 0, size));
    factorise(matrix, size);
    solveFactorised(matrix, size, b);
    expectClose(b, wanted, 1e-9);
  });

  it("refuses a matrix that is not positive definite", () => {
    expect(() => factorise(Float64Array.of(1, 0, 2, 1), 2)).to.throw("not positive definite at row 1");
  });
});

describe("the inner product", () => {
  it("takes in the entries that are left over from groups of four", () => {
    const a = Float64Array.of(9, 1, 2, 3, 4, 5, 6);
    expect(dot(a, 1, a, 1, 6)).to.equal(1 + 4 + 9 + 16 + 25 + 36);
    expect(dot(a, 0, a, 0, 0)).to.equal(0);
  });
});
