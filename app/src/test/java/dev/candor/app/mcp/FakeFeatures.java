package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What a server offers that does what a test says. */
final class FakeFeatures implements ToolFeature, PromptFeature, ResourceFeature {
    static final JsonValue TOOL = JsonValue.parse("{\"name\":\"echo\"}");

    final CountDownLatch mayEnd = new CountDownLatch(1);
    final AtomicInteger waiting = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();
    volatile Supplier<? extends Throwable> failure = IllegalStateException::new;
    volatile String content = "one";
    volatile int completions = 3;
    volatile Runnable whenRead = () -> {};

    Features features() {
        return new Features(this, this, this);
    }

    private static ObjectValue named(String name) {
        return new ObjectValue(Map.of("name", JsonValue.of(name)));
    }

    @Override
    public List<ObjectValue> list() {
        return List.of(named("only"));
    }

    @Override
    public ObjectValue call(String name, ObjectValue arguments, CallContext context) throws McpError {
        switch (name) {
            case "echo" -> {
                return new ObjectValue(Map.of("said", arguments));
            }
            case "meta" -> {
                return new ObjectValue(Map.of("_meta", new ObjectValue(Map.of("own", JsonValue.of(1)))));
            }
            case "fail" -> throw sneaky(failure.get());
            case "wait" -> {
                return waited(context);
            }
            case "tell" -> {
                for (int i = 1; i <= 3; i++) {
                    context.progress(i, OptionalDouble.of(3), "step");
                    context.log(LogLevel.INFO, JsonValue.of(i));
                }
                return new ObjectValue(Map.of());
            }
            default -> throw McpError.invalidParams("there is no tool " + name);
        }
    }

    private ObjectValue waited(CallContext context) {
        CountDownLatch ended = new CountDownLatch(1);
        context.cancellation().whenCancelled(() -> {
            cancelled.incrementAndGet();
            ended.countDown();
        });
        waiting.incrementAndGet();
        try {
            while (ended.getCount() > 0 && mayEnd.getCount() > 0) {
                if (mayEnd.await(5, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            waiting.decrementAndGet();
        }
        context.progress(1000, OptionalDouble.empty(), "ends");
        return new ObjectValue(Map.of("waited", JsonValue.of(true)));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }

    @Override
    public ObjectValue get(String name, Map<String, String> arguments) throws McpError {
        if (!name.equals("only")) {
            throw McpError.invalidParams("there is no prompt " + name);
        }
        return new ObjectValue(Map.of("messages", JsonValue.of(arguments.toString())));
    }

    @Override
    public List<String> complete(String name, String argument, String typed) {
        return IntStream.range(0, completions)
                .mapToObj(i -> name + " " + argument + " " + typed + " " + i)
                .toList();
    }

    @Override
    public List<ObjectValue> templates() {
        return List.of(named("template"));
    }

    @Override
    public Reading read(String uri) throws McpError {
        String now = content;
        whenRead.run();
        if (!uri.equals("test://one")) {
            throw McpError.noResource(uri, "there is no resource " + uri);
        }
        return new Reading(
                List.of(new ObjectValue(Map.of("uri", JsonValue.of(uri), "text", JsonValue.of(now)))),
                Duration.ofSeconds(2),
                false);
    }
}
