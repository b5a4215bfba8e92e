package dev.candor.testing;

/**
 * How much of an expensive proof a build runs: a sample that is the same in each build, or all of it with
 * {@code -Dcandor.proof=full}. Surefire and Failsafe hand that property on to the tests.
 */
public final class Proof {
    private static final String FULL = "full";
    private static final int SHARE = 5;

    private Proof() {}

    public static boolean isFull() {
        return System.getProperty("candor.proof", "").equals(FULL);
    }

    /** How many of these cases are tried: a fifth of them, at least one, or all. */
    public static int of(int all) {
        return of(all, Math.max(1, all / SHARE));
    }

    /** How many of these cases are tried, where a fifth is not the right sample. */
    public static int of(int all, int sample) {
        return isFull() ? all : sample;
    }
}
