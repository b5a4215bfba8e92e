package dev.candor.foundation.yaml;

import dev.candor.foundation.json.JsonValue.NumberValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** The numbers of YAML 1.1 as JSON writes them. */
final class YamlNumber {
    private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,20})?");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?([0-9]{1,40}\\.?[0-9]{0,40}|\\.[0-9]{1,40})([eE][-+]?[0-9]{1,3})?");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-9]+");

    private YamlNumber() {}

    /** The number; empty for what JSON has no number for, such as {@code .inf}, and for the less usual bases. */
    static Optional<NumberValue> read(String text) {
        if (PLAIN.matcher(text).matches()) {
            return Optional.of(new NumberValue(text));
        }
        String digits = text.replace("_", "");
        if (!OCTAL.matcher(digits).matches() && DECIMAL.matcher(digits).matches()) {
            return Optional.of(new NumberValue(new BigDecimal(digits).toString()));
        }
        if (digits.matches("[-+]?0x[0-9a-fA-F]{1,15}")) {
            return Optional.of(new NumberValue(Long.decode(digits).toString()));
        }
        return Optional.empty();
    }
}
