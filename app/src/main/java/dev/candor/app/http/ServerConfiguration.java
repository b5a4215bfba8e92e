package dev.candor.app.http;

import dev.candor.agents.AgentIntake;
import dev.candor.agents.OtlpReceiver;
import dev.candor.aggregatestore.ExecutionIntake;
import dev.candor.app.http.message.RequestBody;
import dev.candor.app.http.page.BrowserSessions;
import dev.candor.app.http.page.LiveRows;
import dev.candor.app.http.page.Questions;
import dev.candor.app.mcp.Features;
import dev.candor.app.mcp.JsonRpcDispatcher;
import dev.candor.app.mcp.McpDoor;
import dev.candor.app.mcp.ResponseStreams;
import dev.candor.app.mcp.ServerIdentity;
import dev.candor.app.tools.ArgumentNames;
import dev.candor.app.tools.CallsUnderWay;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.ingestion.Ingestion;
import dev.candor.sessions.Sessions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.actuate.endpoint.web.WebMvcHealthEndpointExtensionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;

/** All that Spring puts together for the server: what is named here and nothing else, so that it starts fast. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    ApplicationAvailabilityAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    EndpointAutoConfiguration.class,
    JacksonEndpointAutoConfiguration.class,
    WebEndpointAutoConfiguration.class,
    ManagementContextAutoConfiguration.class,
    ServletManagementContextAutoConfiguration.class,
    HealthContributorRegistryAutoConfiguration.class,
    HealthEndpointAutoConfiguration.class,
    AvailabilityProbesAutoConfiguration.class,
    WebMvcHealthEndpointExtensionAutoConfiguration.class,
    InfoEndpointAutoConfiguration.class,
    MetricsAutoConfiguration.class,
    PrometheusMetricsExportAutoConfiguration.class
})
@Import({TomcatConfiguration.class, StoreHealthConfiguration.class, WebConfiguration.class})
@EnableConfigurationProperties(Limits.class)
class ServerConfiguration {
    /** Spring asks for it by this name. */
    @Bean
    DefaultLifecycleProcessor lifecycleProcessor(Limits limits) {
        DefaultLifecycleProcessor lifecycle = new DefaultLifecycleProcessor();
        lifecycle.setTimeoutPerShutdownPhase(limits.grace().toMillis());
        return lifecycle;
    }

    /** Spring asks for it by this name. */
    @Bean
    NoMessages messageSource() {
        return new NoMessages();
    }

    @Bean
    Routes routes(Toolbox toolbox) {
        return RouteTable.of(toolbox.declarations());
    }

    @Bean
    Counts counts(MeterRegistry registry, Toolbox toolbox, Ingestion ingestion) {
        Counts counts = new Counts(registry, toolbox);
        counts.follow(ingestion.counts());
        return counts;
    }

    @Bean
    RunGauges runGauges(MeterRegistry registry, Toolbox toolbox, InstantSource clock) {
        Questions questions = questions(toolbox);
        return new RunGauges(
                registry,
                (tool, arguments) -> questions.ask(tool, ObjectValue.parse(arguments)),
                clock,
                System::nanoTime);
    }

    @Bean
    ProcessGauges processGauges(MeterRegistry registry, ServerIdentity identity) {
        return new ProcessGauges(registry, identity);
    }

    private static Questions questions(Toolbox toolbox) {
        return (tool, arguments) -> toolbox.call(
                        tool, arguments, ToolContext.unattended(), ArgumentNames.InJson.MEMBERS)
                .json();
    }

    @Bean
    RequestBody requestBody(Limits limits) {
        return new RequestBody(limits.body().toBytes(), limits.bodyTime(), limits.largeBodies());
    }

    @Bean
    CallsUnderWay callsUnderWay() {
        return new CallsUnderWay();
    }

    @Bean
    ResponseStreams responseStreams() {
        return new ResponseStreams();
    }

    @Bean
    JsonRpcDispatcher jsonRpcDispatcher(Features features, ServerIdentity identity, ProblemWriter problems) {
        return new JsonRpcDispatcher(
                features, identity, failure -> problems.internal(failure).detail());
    }

    @Bean
    ToolDoor toolDoor(Toolbox toolbox, RequestBody bodies, CallsUnderWay calls, Counts counts) {
        return new ToolDoor(toolbox, bodies, calls, counts);
    }

    @Bean
    RowsDoor rowsDoor(Ingestion ingestion, ExecutionIntake intake, Limits limits, RequestBody bodies, Counts counts) {
        return new RowsDoor(ingestion, intake, limits, bodies, counts);
    }

    @Bean
    McpDoor mcpDoor(JsonRpcDispatcher dispatcher, RequestBody bodies, CallsUnderWay calls, ResponseStreams streams) {
        return new McpDoor(dispatcher, bodies, calls, streams);
    }

    @Bean
    OtlpDoor otlpDoor(AgentIntake intake, InstantSource clock, Limits limits) {
        return new OtlpDoor(new OtlpReceiver(intake, clock), limits.eventsTime());
    }

    @Bean
    BrowserSessions browserSessions(InstantSource clock) {
        return new BrowserSessions(clock);
    }

    @Bean
    IndexWarmUp indexWarmUp(Toolbox toolbox) {
        return new IndexWarmUp(questions(toolbox));
    }

    @Bean
    PageDoor pageDoor(
            Toolbox toolbox,
            BrowserSessions browsers,
            RequestBody bodies,
            LiveRows live,
            IndexWarmUp warmUp,
            InstantSource clock) {
        return new PageDoor(toolbox, browsers, bodies, live, warmUp, clock);
    }

    @Bean
    Doors doors(
            Routes routes,
            ToolDoor tools,
            RowsDoor rows,
            Sessions sessions,
            McpDoor mcp,
            OtlpDoor otlp,
            PageDoor pages) {
        return new Doors(routes, tools, rows, new BundleDoor(sessions), mcp, otlp, pages);
    }

    @Bean
    FilterRegistrationBean<GateFilter> gateFilter(Gate gate, Doors doors, ProblemWriter problems) {
        FilterRegistrationBean<GateFilter> filter = new FilterRegistrationBean<>(new GateFilter(gate, doors, problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        filter.addUrlPatterns("/*");
        return filter;
    }

    /** Else health and info would be of a type of the Actuator's own, and not of the one that we describe. */
    @Bean
    EndpointMediaTypes endpointMediaTypes() {
        return new EndpointMediaTypes(MediaType.APPLICATION_JSON_VALUE);
    }

    @Bean
    InfoContributor versionInfo(ServerIdentity identity) {
        return info ->
                info.withDetail("app", new TreeMap<>(Map.of("name", identity.name(), "version", identity.version())));
    }
}
