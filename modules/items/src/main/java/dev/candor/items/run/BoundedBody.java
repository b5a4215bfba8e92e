package dev.candor.items.run;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;

/** Takes a response's body as far as the bound reaches, and gives up the connection then. */
final class BoundedBody implements BodySubscriber<BoundedOutput> {
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
