package dev.candor.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The seeds 1, 2, 3… of a parameterized test of random cases, as many as {@link Proof} says. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(Seeds.Source.class)
public @interface Seeds {
    /** How many seeds the full proof tries. */
    int value();

    /** Counts from one. */
    final class Source implements ArgumentsProvider {
        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            int all = context.getRequiredTestMethod().getAnnotation(Seeds.class).value();
            return LongStream.rangeClosed(1, Proof.of(all)).mapToObj(Arguments::of);
        }
    }
}
