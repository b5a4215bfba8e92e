package dev.candor.export.internal.verify;

import dev.candor.export.internal.session.CanonicalJson;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What claims add up to. Nobody vouches for them: numbers that lie very far apart have a sum of thousands of digits, which
 * is not reckoned.
 *
 * @param sum empty once a claim was beyond {@value #MAX_DIGITS} digits before or behind the point
 */
record Points(Optional<BigDecimal> sum) {
    /** A sum of any number of claims within these is one that can be written. */
    private static final int MAX_DIGITS = 40;

    static final Points NONE = new Points(Optional.of(BigDecimal.ZERO));

    /** With one more claim. */
    Points plus(BigDecimal claim) {
        return new Points(sum.filter(so -> isWithin(claim)).map(claim::add));
    }

    /** With one taken away. */
    Points minus(BigDecimal claim) {
        return plus(claim.negate());
    }

    private static boolean isWithin(BigDecimal claim) {
        BigDecimal exact = claim.signum() == 0 ? BigDecimal.ZERO : claim.stripTrailingZeros();
        return exact.scale() <= MAX_DIGITS && exact.precision() - exact.scale() <= MAX_DIGITS;
    }

    /** Whether it comes to that number. */
    boolean are(BigDecimal number) {
        return sum.filter(found -> found.compareTo(number) == 0).isPresent();
    }

    /** For a sentence. */
    String words() {
        return sum.map(found -> CanonicalJson.number(found).text()).orElse("a number of too many digits");
    }
}
