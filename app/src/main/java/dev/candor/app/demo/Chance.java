package dev.candor.app.demo;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Chance that takes the same course for the same seed each time, on any machine. */
final class Chance {
    private final SplittableRandom random;

    /**
     * Of a course of its own for each story.
     *
     * @param story its name
     */
    Chance(long seed, String story) {
        this.random = new SplittableRandom(31 * seed + story.hashCode());
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** From 0 to less than this. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** One of them, the first ones more often. */
    <T> T early(List<T> of) {
        double part = random.nextDouble();
        return of.get((int) (of.size() * part * part));
    }

    /** At least 1 and log-normal, as durations and sizes are: half of them are below the median. */
    long about(double median, double sigma) {
        return Math.max(1, Math.round(median * StrictMath.exp(sigma * random.nextGaussian())));
    }

    /** 16 hexadecimal digits, not all of them 0. */
    String id() {
        return HexFormat.of().toHexDigits(random.nextLong() | 1);
    }

    /** Of version 4, as RFC 9562 has them. */
    String uuid() {
        String digits = id() + id();
        return digits.substring(0, 8) + '-' + digits.substring(8, 12) + "-4" + digits.substring(13, 16) + "-a"
                + digits.substring(17, 20) + '-' + digits.substring(20);
    }
}
