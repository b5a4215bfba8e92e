package dev.candor.app.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.validation.FieldError;

/** Why {@link Limits} could not be made of the values of a file: which key, what was expected, what was found. */
final class LimitsRefusal {
    private LimitsRefusal() {}

    /** The sentence; none when something else than limits was refused. */
    static Optional<String> sentence(BindException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException invalid) {
                return Optional.of(sentence(invalid));
            }
        }
        return Optional.ofNullable(refused.getProperty())
                .flatMap(property -> Limits.expectation(property.getName().toString())
                        .map(expected -> sentence(property, expected)));
    }

    /** What is wrong with one value alone comes before what is wrong with two together. */
    private static String sentence(BindValidationException invalid) {
        Map<String, ConfigurationProperty> found = new TreeMap<>();
        invalid.getValidationErrors()
                .getBoundProperties()
                .forEach(property -> found.put(property.getName().toString(), property));
        List<String> alone = new ArrayList<>();
        List<String> together = new ArrayList<>();
        for (FieldError error : fieldErrors(invalid)) {
            ConfigurationProperty property = found.get(Limits.key(error.getField()));
            String expected = String.valueOf(error.getDefaultMessage());
            if (property == null) {
                together.add(expected);
            } else {
                alone.add(sentence(property, expected));
            }
        }
        return String.join(
                "; ", alone.isEmpty() ? together : alone.stream().sorted().toList());
    }

    private static List<FieldError> fieldErrors(BindValidationException invalid) {
        return invalid.getValidationErrors().getAllErrors().stream()
                .filter(FieldError.class::isInstance)
                .map(FieldError.class::cast)
                .toList();
    }

    private static String sentence(ConfigurationProperty property, String expected) {
        return property.getName() + ": " + expected + ", found '" + property.getValue() + "'";
    }
}
