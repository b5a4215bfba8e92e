package dev.candor.insight.internal;

/** The 95 % score interval of Wilson (1927) for a rate, without continuity correction: 0 to 1 when there are no runs. */
public record WilsonInterval(double low, double high) {
    private static final double Z = 1.959963984540054;

    /** Of so many successes among so many runs. */
    public static WilsonInterval of(long successes, long runs) {
        if (successes < 0 || runs < successes) {
            throw new IllegalArgumentException(
                    "expected 0 to " + runs + " successes among " + runs + " runs, found " + successes);
        }
        if (runs == 0) {
            return new WilsonInterval(0, 1);
        }
        double rate = (double) successes / runs;
        double centre = rate + Z * Z / (2 * runs);
        double margin = Z * Math.sqrt((rate * (1 - rate) + Z * Z / (4 * runs)) / runs);
        double scale = 1 + Z * Z / runs;
        // the ends are exact where rounding would leave 1e-17 or pass 1
        return new WilsonInterval(
                successes == 0 ? 0 : (centre - margin) / scale, successes == runs ? 1 : (centre + margin) / scale);
    }
}
