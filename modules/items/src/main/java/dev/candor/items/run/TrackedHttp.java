package dev.candor.items.run;

import dev.candor.aggregatestore.Outcome;
import dev.candor.foundation.files.Reasons;
import dev.candor.items.run.RunResult.Answer;
import dev.candor.items.run.RunResult.Output;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The tracked primitive {@code http_client}: sends one request, follows where it is sent, and counts every request that
 * goes out. A class of its own because the client takes long to load.
 */
final class TrackedHttp implements AutoCloseable {
    private static final int MAX_REDIRECTS = 5;
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration FAREWELL = Duration.ofMillis(500);

    private final int bound;
    private final Duration whole;
    private final RunProgress progress;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();
    private long requests;

    /** For one run, which may take a time as a whole. */
    TrackedHttp(int bound, Duration whole, RunProgress progress) {
        this.bound = bound;
        this.whole = whole;
        this.progress = progress;
    }

    /**
     * A request to be.
     *
     * @param timeout for one attempt, from the connection to the last byte
     * @param attempts how often to try when no answer comes at all
     * @param doubling whether the pause between attempts doubles, from one second
     */
    record Plan(
            String method,
            URI uri,
            Map<String, String> headers,
            Optional<String> body,
            Duration timeout,
            int attempts,
            boolean doubling) {
        Plan {
            headers = Map.copyOf(headers);
        }

        /** The same towards where a server sent us, without what was meant for that server only. */
        Plan redirected(URI target, int status) {
            boolean sameOrigin = target.getScheme().equals(uri.getScheme())
                    && target.getHost().equalsIgnoreCase(uri.getHost())
                    && target.getPort() == uri.getPort();
            boolean asGet = status == 303 || (status < 303 && method.equals("POST"));
            boolean keepsMethod = method.equals("HEAD") || !asGet;
            return new Plan(
                    keepsMethod ? method : "GET",
                    target,
                    sameOrigin ? headers : Map.of(),
                    asGet || !sameOrigin ? Optional.empty() : body,
                    timeout,
                    attempts,
                    doubling);
        }
    }

    /** Takes a response's body as far as the bound reaches, and gives up the connection then. */
    private static final class BoundedBody implements BodySubscriber<BoundedOutput> {
        private final CompletableFuture<BoundedOutput> body = new CompletableFuture<>();
        private final AtomicReference<Subscription> subscription = new AtomicReference<>();
        private final BoundedOutput output;

        BoundedBody(int bound) {
            this.output = new BoundedOutput(bound);
        }

        @Override
        public CompletionStage<BoundedOutput> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription.set(given);
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            if (body.isDone()) {
                return;
            }
            for (ByteBuffer part : parts) {
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                output.write(bytes, bytes.length);
            }
            if (output.isTruncated()) {
                Subscription given = subscription.get();
                if (given != null) {
                    given.cancel();
                }
                body.complete(output);
            }
        }

        @Override
        public void onError(Throwable e) {
            body.completeExceptionally(e);
        }

        @Override
        public void onComplete() {
            body.complete(output);
        }
    }

    /** What one attempt came to. */
    private sealed interface Attempt {
        record Answered(int status, Optional<String> location, BoundedOutput body) implements Attempt {}

        record Unanswered(Outcome outcome, String why) implements Attempt {}
    }

    RunResult send(Plan plan) {
        progress.starting(plan.method() + " " + plan.uri().getHost());
        Plan next = plan;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            switch (tried(next)) {
                case Attempt.Unanswered none -> {
                    return result(none.outcome(), Optional.of(none.why()), Optional.empty());
                }
                case Attempt.Answered answer -> {
                    boolean redirect = answer.status() >= 301 && answer.status() <= 308 && answer.status() != 304;
                    if (!redirect || answer.location().isEmpty()) {
                        return answered(answer);
                    }
                    Optional<URI> target = target(next.uri(), answer.location().get());
                    if (target.isEmpty()) {
                        return result(
                                Outcome.FAILURE,
                                Optional.of("HTTP " + answer.status() + ": redirected to where we do not follow"),
                                Optional.of(answer));
                    }
                    next = next.redirected(target.get(), answer.status());
                }
            }
        }
        return result(
                Outcome.FAILURE, Optional.of("redirected more than " + MAX_REDIRECTS + " times"), Optional.empty());
    }

    private RunResult answered(Attempt.Answered answer) {
        progress.ending("HTTP " + answer.status());
        return answer.status() < 400
                ? result(Outcome.SUCCESS, Optional.empty(), Optional.of(answer))
                : result(Outcome.FAILURE, Optional.of("HTTP " + answer.status()), Optional.of(answer));
    }

    private RunResult result(Outcome outcome, Optional<String> error, Optional<Attempt.Answered> answer) {
        return new RunResult(
                outcome,
                Optional.empty(),
                Output.NONE,
                Output.NONE,
                new Calls(requests, 0),
                error.map(BoundedOutput::oneLine),
                answer.map(one -> new Answer(
                        one.status(), one.body().keptText(), one.body().isTruncated())),
                List.of());
    }

    /** Never from https to http. */
    private static Optional<URI> target(URI from, String location) {
        try {
            URI target = from.resolve(location);
            String scheme = String.valueOf(target.getScheme());
            boolean allowed = scheme.equals("https")
                    || (scheme.equals("http") && from.getScheme().equals("http"));
            return allowed ? Optional.of(HttpRequest.newBuilder(target).build().uri()) : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private Attempt tried(Plan plan) {
        Attempt attempt = once(plan);
        long pause = TimeUnit.SECONDS.toNanos(1);
        for (int again = 1; again < plan.attempts() && attempt instanceof Attempt.Unanswered && !isOver(); again++) {
            long started = System.nanoTime();
            while (System.nanoTime() - started < pause && !isOver()) {
                LockSupport.parkNanos(LOOK);
            }
            if (!isOver()) {
                attempt = once(plan);
            }
            pause = plan.doubling() ? pause * 2 : pause;
        }
        return attempt;
    }

    private boolean isOver() {
        return progress.isCancelled()
                || Thread.currentThread().isInterrupted()
                || progress.elapsed().compareTo(whole) >= 0;
    }

    private Attempt once(Plan plan) {
        if (progress.isCancelled()) {
            return new Attempt.Unanswered(Outcome.CANCELLED, RunResult.CANCELLED);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(plan.uri())
                .method(plan.method(), plan.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        plan.headers().forEach(request::setHeader);
        requests++;
        CompletableFuture<HttpResponse<BoundedOutput>> answer =
                client.sendAsync(request.build(), response -> new BoundedBody(bound));
        long started = System.nanoTime();
        try {
            while (true) {
                try {
                    HttpResponse<BoundedOutput> response = answer.get(LOOK, TimeUnit.NANOSECONDS);
                    return new Attempt.Answered(
                            response.statusCode(), response.headers().firstValue("Location"), response.body());
                } catch (TimeoutException notYet) {
                    if (progress.isCancelled()) {
                        return new Attempt.Unanswered(Outcome.CANCELLED, RunResult.CANCELLED);
                    }
                    if (progress.elapsed().compareTo(whole) >= 0) {
                        return new Attempt.Unanswered(Outcome.TIMEOUT, ToolRun.timedOut(whole));
                    }
                    if (System.nanoTime() - started >= plan.timeout().toNanos()) {
                        return new Attempt.Unanswered(
                                Outcome.TIMEOUT, "no answer: " + ToolRun.timedOut(plan.timeout()));
                    }
                    progress.running(() -> plan.method() + " " + plan.uri().getHost());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Attempt.Unanswered(Outcome.CANCELLED, RunResult.CANCELLED);
        } catch (ExecutionException | CancellationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Attempt.Unanswered(
                    Outcome.FAILURE, "no answer from " + plan.uri().getHost() + ": " + Reasons.of(cause));
        } finally {
            answer.cancel(true);
        }
    }

    /** Leaves no thread behind. */
    @Override
    public void close() {
        client.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            client.awaitTermination(FAREWELL);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        threads.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
