package io.breakers.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.breakers.tools.LoopbackServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The recipe for AI services of LangChain4j that return values. */
class AiServiceTest extends HttpContract {
    // snippet: ai
    interface Assistant {
        String answer(String question);
    }

    static final BreakerConfig CONFIG =
            BreakerConfig.builder().failWhen(AiServiceTest::isOutage).build();

    static boolean isOutage(Throwable thrown) {
        return !(thrown instanceof NonRetriableException) || thrown instanceof UnresolvedModelServerException;
    }

    static Assistant protect(ChatModel model, BreakerConfig config) {
        Assistant assistant = AiServices.create(Assistant.class, model);
        return Breakers.protect(Assistant.class, assistant, config, question -> "Please ask again later.");
    }
    // end

    private static final String ANSWER = """
            {"id": "1", "object": "chat.completion", "created": 1, "model": "small", "choices": [
                {"index": 0, "message": {"role": "assistant", "content": "Yes."}, "finish_reason": "stop"}],
             "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
            """;

    private Assistant assistant;

    AiServiceTest() {
        super(new LoopbackServer("application/json", request -> ANSWER));
    }

    @Override
    void connect(Duration patience) {
        ChatModel model = OpenAiChatModel.builder()
                .baseUrl(server.url() + "v1")
                .apiKey("none")
                .modelName("small")
                .timeout(patience)
                .maxRetries(0)
                .build();
        assistant = protect(model, watched(CONFIG));
    }

    @Override
    void call(String mark) {
        assistant.answer(mark);
    }

    @Test
    void theFallbackAnswersWhileTheModelIsAway() {
        connect(Duration.ofSeconds(30));
        assertThat(assistant.answer("Is it open?")).isEqualTo("Yes.");
        breakDown();
        assertThat(assistant.answer("Is it open?")).isEqualTo("Please ask again later.");
    }
}
