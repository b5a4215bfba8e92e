package dev.candor.insight.internal;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Correction for how many are judged together: the false discovery rate of Benjamini and Hochberg (1995). */
public final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /** The adjusted p-values, in the order of the given ones; what is at most 0.05 is significant at 5 %. */
    public static double[] adjusted(double[] p) {
        int[] descending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> p[i]).reversed())
                .mapToInt(i -> i)
                .toArray();
        double[] adjusted = new double[p.length];
        double least = 1;
        for (int i = 0; i < p.length; i++) {
            int rank = p.length - i;
            least = Math.min(least, p[descending[i]] * p.length / rank);
            adjusted[descending[i]] = least;
        }
        return adjusted;
    }
}
