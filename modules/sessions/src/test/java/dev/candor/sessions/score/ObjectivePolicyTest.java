package dev.candor.sessions.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.sessions.score.ObjectivePolicy.Award;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectivePolicyTest {
    private static final BigDecimal WEIGHT = new BigDecimal("15");
    private static final RequiredDetail NOTHING = RequiredDetail.of(Optional.empty());

    @ParameterizedTest
    @CsvSource({"0", "90", "100000"})
    void binary_anyEvidence_givesAll(BigDecimal seconds) {
        assertThat(new ObjectivePolicy.Binary().award(WEIGHT, seconds, 3)).isEqualTo(new Award(WEIGHT, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0         | 15    | ''",
                "60        | 15    | ''",
                "60.001    | 15    | ''",
                "61        | 14.92 | 14.92 of 15, which fall from 60 s to nothing at 240 s",
                "90        | 12.5  | 12.5 of 15, which fall from 60 s to nothing at 240 s",
                "150       | 7.5   | 7.5 of 15, which fall from 60 s to nothing at 240 s",
                "239.94    | 0     | 0 of 15, which fall from 60 s to nothing at 240 s",
                "239.93999 | 0.01  | 0.01 of 15, which fall from 60 s to nothing at 240 s",
                "239.82    | 0.02  | 0.02 of 15, which fall from 60 s to nothing at 240 s",
                "240       | 0     | nothing is given from 240 s on",
                "9999      | 0     | nothing is given from 240 s on",
            })
    void timed_pointsFallInAStraightLine(BigDecimal seconds, BigDecimal points, String because) {
        Award award = new ObjectivePolicy.Timed(new BigDecimal(60), new BigDecimal(240)).award(WEIGHT, seconds, 0);
        assertThat(award.points()).isEqualByComparingTo(points);
        assertThat(award.because()).isEqualTo(because);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 15  | ''",
                "1 | 9.5 | 9.5 of 15, less 5.5 for 1 slip event",
                "2 | 4   | 4 of 15, less 5.5 for each of 2 slip events",
                "3 | 0   | 0 of 15, less 5.5 for each of 3 slip events",
                "4 | 0   | 0 of 15, less 5.5 for each of 4 slip events",
            })
    void penalty_deductsForEachEvent_downToNothing(long penalties, BigDecimal points, String because) {
        Award award = new ObjectivePolicy.Penalty("slip", NOTHING, new BigDecimal("5.5"))
                .award(WEIGHT, BigDecimal.ONE, penalties);
        assertThat(award.points()).isEqualByComparingTo(points);
        assertThat(award.because()).isEqualTo(because);
    }
}
