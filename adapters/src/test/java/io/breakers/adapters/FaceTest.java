package io.breakers.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.CallAdapter;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** What is promised by name: one line for each class. */
class FaceTest {
    private interface Specimen {
        Flow.Publisher<String> published();
    }

    @Test
    void eachClassGivesAFactory() {
        CallAdapter.Factory rxJava3 = RxJava3Adapters.all();
        CallAdapter.Factory mutiny = MutinyAdapters.all();
        CallAdapter.Factory guava = GuavaAdapters.all();
        CallAdapter.Factory retrofit = RetrofitAdapters.all();
        CallAdapter.Factory kotlin = KotlinAdapters.all();
        CallAdapter.Factory flow = FlowAdapters.all();

        assertThat(rxJava3).isNotNull();
        assertThat(mutiny).isNotNull();
        assertThat(guava).isNotNull();
        assertThat(retrofit).isNotNull();
        assertThat(kotlin).isNotNull();
        assertThat(flow).isNotNull();
    }

    @Test
    void aFactoryFindsByTheMethodAlone() throws Exception {
        var method = Specimen.class.getDeclaredMethod("published");

        assertThat(FlowAdapters.all().adapterFor(method)).isNotNull();
        assertThat(RxJava3Adapters.all().adapterFor(method)).isNull();
    }
}
