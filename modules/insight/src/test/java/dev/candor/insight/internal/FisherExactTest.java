package dev.candor.insight.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FisherExactTest {
    private static final double PERCENT = 100;

    /** Sums of exact binomials, computed with fractions of whole numbers, to 17 digits. */
    @ParameterizedTest
    @CsvSource({
        "0,20,0,20,1",
        "1,1,0,1,0.5",
        "5,5,0,5,0.0039682539682539683",
        "3,20,0,20,0.11538461538461538",
        "8,20,1,20,0.0098280098280098280",
        "20,20,0,20,7.2544445519248440e-12",
        "1,20,8,20,0.99938574938574939",
        "0,20,5,20,1",
        "4,20,2,40,0.088647179821931429",
        "9,20,30,200,0.0027409022843716333",
        "60,100,40,100,0.0035297577475081231",
        "45,100,50,100,0.80219233834028243",
        "15,20,700,9980,6.2779351089339047e-14",
        "500,1000,450,1000,0.014101784452117006",
        "5100,10000,5000,10000,0.080734645754229039",
        "4900,10000,5000,10000,0.92341641194531798",
        "300,10000,1,10000,7.7223495817860046e-90",
        "6000,10000,5000,10000,3.8835028099178109e-46",
        "9999,10000,10000,10000,1",
        "12,10000,2,30,0.99999140292246028",
    })
    void atLeast_isTheSumOfExactBinomials(int failures, int runs, int before, int beforeRuns, double p) {
        assertThat(FisherExact.atLeast(failures, runs, before, beforeRuns))
                .isCloseTo(p, withinPercentage(1e-9 * PERCENT));
    }

    @Test
    void anySmallTable_isTheSumOfExactBinomials() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            int runs = random.nextInt(60);
            int beforeRuns = random.nextInt(60);
            int failures = random.nextInt(runs + 1);
            int before = random.nextInt(beforeRuns + 1);
            assertThat(FisherExact.atLeast(failures, runs, before, beforeRuns))
                    .as("%d/%d after %d/%d", failures, runs, before, beforeRuns)
                    .isCloseTo(exact(failures, runs, before, beforeRuns), withinPercentage(1e-11 * PERCENT));
        }
    }

    private static double exact(int failures, int runs, int before, int beforeRuns) {
        int failed = failures + before;
        BigInteger sum = BigInteger.ZERO;
        for (int k = failures; k <= Math.min(failed, runs); k++) {
            sum = sum.add(choose(runs, k).multiply(choose(beforeRuns, failed - k)));
        }
        return new BigDecimal(sum)
                .divide(new BigDecimal(choose(runs + beforeRuns, failed)), MathContext.DECIMAL128)
                .doubleValue();
    }

    private static BigInteger choose(int n, int k) {
        if (k > n) {
            return BigInteger.ZERO;
        }
        BigInteger product = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            product = product.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return product;
    }

    @Test
    void moreFailuresThanRuns_areRefused() {
        assertThatThrownBy(() -> FisherExact.atLeast(2, 1, 0, 1))
                .hasMessage("failures must be 0 to runs, found 2 of 1 and 0 of 1");
    }
}
