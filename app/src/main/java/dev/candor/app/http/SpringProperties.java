package dev.candor.app.http;

import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * What Spring is told. It hears nothing else: no environment variable, system property or file in the current folder can
 * open a path or another address. What stands here is a promise or the shape of the program, so it is no setting: a
 * slip in {@code config/application.yaml}, which holds the limits and comes last, cannot open a path either.
 */
final class SpringProperties {
    private SpringProperties() {}

    static ConfigurableEnvironment environment(ServerSettings settings, ApplicationFile file) throws ServerException {
        Map<String, Object> properties = new HashMap<>();
        server(properties, settings);
        actuator(properties);
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new MapPropertySource("candor", properties));
        sources.addLast(new MapPropertySource(file.name(), file.values()));
        return new Closed(sources);
    }

    /** An environment of these sources only. */
    private static final class Closed extends StandardEnvironment {
        Closed(MutablePropertySources sources) {
            super(sources);
        }

        @Override
        protected void customizePropertySources(MutablePropertySources sources) {}
    }

    private static void server(Map<String, Object> properties, ServerSettings settings) {
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.threads.virtual.enabled", "true");
        properties.put("spring.mvc.throw-exception-if-no-handler-found", "true");
        properties.put("spring.web.resources.add-mappings", "false");
        properties.put("server.address", settings.bind());
        properties.put("server.port", Integer.toString(settings.port()));
        properties.put("server.shutdown", "graceful");
        properties.put("server.tomcat.max-http-form-post-size", "0");
        properties.put("server.servlet.register-default-servlet", "false");
    }

    private static void actuator(Map<String, Object> properties) {
        properties.put("management.endpoints.access.default", "none");
        properties.put("management.endpoint.health.access", "read-only");
        properties.put("management.endpoint.info.access", "read-only");
        properties.put("management.endpoint.prometheus.access", "read-only");
        properties.put("management.endpoints.web.exposure.include", "health,info,prometheus");
        properties.put("management.endpoints.jmx.exposure.exclude", "*");
        properties.put("management.endpoints.web.discovery.enabled", "false");
        properties.put("management.endpoint.health.show-details", "always");
        properties.put("management.endpoint.health.probes.enabled", "true");
        // degraded is worse than up, but neither down nor anything to turn callers away for: readiness knows no such
        // word
        properties.put("management.endpoint.health.status.order", "DOWN,OUT_OF_SERVICE,DEGRADED,UP,UNKNOWN");
        properties.put("management.endpoint.health.group.readiness.status.order", "DOWN,OUT_OF_SERVICE,UP,UNKNOWN");
        properties.put("management.endpoint.health.group.readiness.include", "readinessState,log,checkpoint,lock");
        properties.put("management.endpoint.health.group.liveness.include", "livenessState");
        properties.put("management.metrics.use-global-registry", "false");
    }
}
