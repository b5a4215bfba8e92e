package dev.candor.foundation.yaml;

import dev.candor.foundation.json.JsonValue.NumberValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** The numbers of YAML 1.1 as JSON writes them, and back. */
final class YamlNumber {
    private static final int MAX_LENGTH = 64;
    private static final int SIXTY = 60;
    private static final int MAX_ZEROS = 40;

    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?([0-9][0-9_]*\\.[0-9_]*|\\.[0-9][0-9_]*)([eE][-+][0-9]{1,4})?");
    private static final Pattern OTHER_BASE = Pattern.compile("[-+]?0(b[01_]+|x[0-9a-fA-F_]+|[0-7_]+)");
    private static final Pattern BASE_60 = Pattern.compile("[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+");

    private YamlNumber() {}

    /** The number; empty for any other text, and for what JSON has no number for, such as {@code .inf}. */
    static Optional<NumberValue> read(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.charAt(0) > '9') {
            return Optional.empty();
        }
        if (DECIMAL.matcher(text).matches()) {
            return Optional.of(new NumberValue(digits(text)));
        }
        if (FLOAT.matcher(text).matches()) {
            String digits = digits(text);
            boolean asJson = digits.matches("-?(0|[1-9][0-9]*)\\.[0-9]+");
            return Optional.of(new NumberValue(asJson ? digits : new BigDecimal(digits).toString()));
        }
        if (OTHER_BASE.matcher(text).matches()) {
            return otherBase(digits(text));
        }
        return BASE_60.matcher(text).matches() ? Optional.of(base60(digits(text))) : Optional.empty();
    }

    private static String digits(String text) {
        String unsigned = text.charAt(0) == '+' ? text.substring(1) : text;
        return unsigned.indexOf('_') < 0 ? unsigned : unsigned.replace("_", "");
    }

    private static Optional<NumberValue> otherBase(String text) {
        boolean negative = text.charAt(0) == '-';
        String digits = text.substring(negative ? 2 : 1);
        int radix = digits.startsWith("b") ? 2 : digits.startsWith("x") ? 16 : 8;
        String bare = radix == 8 ? digits : digits.substring(1);
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(bare, radix);
        return Optional.of(new NumberValue((negative ? number.negate() : number).toString()));
    }

    private static NumberValue base60(String text) {
        boolean negative = text.charAt(0) == '-';
        BigInteger number = BigInteger.ZERO;
        for (String part : (negative ? text.substring(1) : text).split(":", -1)) {
            number = number.multiply(BigInteger.valueOf(SIXTY)).add(new BigInteger(part));
        }
        return new NumberValue((negative ? number.negate() : number).toString());
    }

    /** The number as YAML 1.1 reads it as one: an exponent needs a dot before it and a sign of its own. */
    static String write(NumberValue number) {
        String text = number.text();
        if (text.indexOf('e') < 0 && text.indexOf('E') < 0) {
            return text;
        }
        BigDecimal value = number.number();
        if (Math.abs(value.scale()) <= MAX_ZEROS) {
            return value.toPlainString();
        }
        String digits = value.unscaledValue().toString();
        int exponent = -value.scale();
        return digits + ".0e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
