package dev.candor.app.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What Spring MVC would else bring: a second validator, for arguments that are validated by the tools' own schemas. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
    @Bean
    WebMvcConfigurer withoutValidator() {
        return new WebMvcConfigurer() {
            @Override
            public Validator getValidator() {
                return new None();
            }
        };
    }

    /** Validates nothing. */
    private static final class None implements Validator {
        @Override
        public boolean supports(Class<?> type) {
            return false;
        }

        @Override
        public void validate(Object target, Errors errors) {
            throw new IllegalStateException("nothing is supported");
        }
    }
}
