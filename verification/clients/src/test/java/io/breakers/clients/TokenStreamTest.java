package io.breakers.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import io.breakers.api.Attempt;
import io.breakers.api.BreakerConfig;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import io.breakers.proxy.Breakers;
import io.breakers.tools.LoopbackServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The recipe for AI services of LangChain4j that return streams of tokens. */
class TokenStreamTest extends HttpContract {
    interface Assistant {
        TokenStream answer(String question);
    }

    // snippet: tokens
    static Assistant protect(StreamingChatModel model, BreakerConfig config) {
        StreamingChatModel guarded = Breakers.builder(StreamingChatModel.class, model)
                .adapter(TokenStreamTest::adapterFor)
                .unprotected("defaultRequestParameters", "listeners", "provider", "supportedCapabilities")
                .config(config)
                .build();
        return AiServices.create(Assistant.class, guarded);
    }

    private static CallAdapter<?> adapterFor(Method method) {
        boolean streams = Arrays.asList(method.getParameterTypes()).contains(StreamingChatResponseHandler.class);
        return streams ? (CallAdapter<Object>) TokenStreamTest::stream : null;
    }

    private static Object stream(GuardedCall<Object> call) throws Throwable {
        List<Object> arguments = new ArrayList<>(call.arguments());
        int last = arguments.size() - 1;
        var handler = (StreamingChatResponseHandler) arguments.get(last);
        Attempt<Object> attempt;
        try {
            attempt = call.start();
        } catch (CallRejectedException rejection) {
            handler.onError(rejection);
            return null;
        }
        arguments.set(last, reporting(attempt, handler));
        try {
            return attempt.call(arguments);
        } catch (Throwable thrown) {
            attempt.threw(thrown);
            throw thrown;
        }
    }

    private static Object reporting(Attempt<Object> attempt, StreamingChatResponseHandler handler) {
        Class<?> type = StreamingChatResponseHandler.class;
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, told) -> {
            switch (method.getName()) {
                case "onCompleteResponse" -> attempt.succeeded(told[0]);
                case "onError" -> attempt.failed((Throwable) told[0]);
                default -> attempt.answered();
            }
            try {
                return method.invoke(handler, told);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        });
    }
    // end

    private static final String ANSWER = """
            data: {"id": "1", "choices": [{"index": 0, "delta": {"role": "assistant", "content": "Ye"}}]}

            data: {"id": "1", "choices": [{"index": 0, "delta": {"content": "s."}}]}

            data: {"id": "1", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}

            data: [DONE]

            """;

    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private Assistant assistant;

    TokenStreamTest() {
        super(new LoopbackServer("text/event-stream", request -> ANSWER));
    }

    @Override
    void connect(Duration patience) {
        StreamingChatModel model = OpenAiStreamingChatModel.builder()
                .baseUrl(server.url() + "v1")
                .apiKey("none")
                .modelName("small")
                .timeout(patience)
                .build();
        assistant = protect(model, watched(AiServiceTest.CONFIG));
    }

    @Override
    void call(String mark) {
        var complete = new CompletableFuture<ChatResponse>();
        assistant
                .answer(mark)
                .onPartialResponse(tokens::add)
                .onCompleteResponse(complete::complete)
                .onError(complete::completeExceptionally)
                .start();
        complete.join();
    }

    @Test
    void theTokensComeOneByOne() {
        connect(Duration.ofSeconds(30));
        call("Is it open?");
        assertThat(tokens).containsExactly("Ye", "s.");
    }
}
