package dev.candor.app.http;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** A count, a size or a duration has a least and a most, both included, and both written as in the file. */
@Documented
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {Between.OfCount.class, Between.OfSize.class, Between.OfDuration.class})
@interface Between {
    String from();

    String to();

    String message() default "expected a value from {from} to {to}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Compares in the order of the type. */
    abstract class Of<T extends Comparable<T>> implements ConstraintValidator<Between, T> {
        private final Function<String, T> reader;
        private Function<T, Boolean> bounds = value -> false;

        Of(Function<String, T> reader) {
            this.reader = reader;
        }

        @Override
        public void initialize(Between between) {
            T least = reader.apply(between.from());
            T most = reader.apply(between.to());
            bounds = value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        }

        @Override
        public boolean isValid(T value, ConstraintValidatorContext context) {
            return bounds.apply(value);
        }
    }

    /** Of whole numbers. */
    final class OfCount extends Of<Integer> {
        OfCount() {
            super(Integer::valueOf);
        }
    }

    /** Of bytes. */
    final class OfSize extends Of<DataSize> {
        OfSize() {
            super(DataSize::parse);
        }
    }

    /** Of time. */
    final class OfDuration extends Of<Duration> {
        OfDuration() {
            super(DurationStyle.SIMPLE::parse);
        }
    }
}
