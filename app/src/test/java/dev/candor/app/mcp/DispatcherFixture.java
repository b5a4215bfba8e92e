package dev.candor.app.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.mcp.Message.Request;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** A dispatcher over made-up features, and what was told besides its answers. */
abstract class DispatcherFixture {
    static final Revision NEW = Revision.V2026_07_28;
    static final Revision OLD = Revision.V2025_11_25;

    final FakeFeatures features = new FakeFeatures();
    final List<Throwable> failures = new ArrayList<>();
    final List<ObjectValue> told = new ArrayList<>();
    final JsonRpcDispatcher dispatcher =
            new JsonRpcDispatcher(features.features(), new ServerIdentity("n", "T", "1.2.3"), failure -> {
                failures.add(failure);
                return "report it as f-1";
            });

    Answer ask(Revision revision, String method, String params) {
        Request request = new Request(JsonValue.of("id"), method, ObjectValue.parse(params));
        RequestMeta meta = RequestMeta.of(request.params());
        CallUnderWay call = new CallUnderWay(
                "client", request.id(), meta, dispatcher.threshold(meta, revision), new Cancellation(), told::add);
        return dispatcher.answer(request, revision, call);
    }

    String result(Revision revision, String method, String params) {
        Answer answer = ask(revision, method, params);
        assertThat(answer.httpStatus()).isEqualTo(200);
        assertThat(answer.message().members()).containsOnlyKeys("jsonrpc", "id", "result");
        return JsonWriter.compact(answer.message().member("result").orElseThrow());
    }

    static ObjectValue error(Answer answer) {
        assertThat(answer.message().members()).containsOnlyKeys("jsonrpc", "id", "error");
        assertThat(answer.message().text("id")).contains("id");
        return (ObjectValue) answer.message().member("error").orElseThrow();
    }

    static long code(Answer answer) {
        return error(answer).integer("code").orElseThrow();
    }
}
