package io.breakers.clients;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ServiceType;
import io.breakers.tools.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The recipe for Kafka's producer, with a real broker. */
class KafkaTest extends OutageContract {
    // snippet: kafka
    static final BreakerConfig CONFIG =
            BreakerConfig.builder().failOn(RetriableException.class).build();

    static Producer<String, String> protect(Producer<String, String> producer, BreakerConfig config) {
        return Breakers.builder(new ServiceType<Producer<String, String>>() {}, producer)
                .adapter(KafkaCallbacks::adapterFor)
                .unprotected("send(ProducerRecord)", "flush", "abortTransaction", "close")
                .config(config)
                .build();
    }
    // end

    private static final String TOPIC = "orders";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    /** Nothing but its time-out ends a send while the broker is away. */
    private static final Duration LONGEST = Duration.ofSeconds(6);

    private static final int LARGEST = 1_000;

    @TempDir
    private static Path directory;

    private static ServerProcess broker;
    private static String servers;
    private Producer<String, String> producer;

    @BeforeAll
    static void startBroker() throws Exception {
        int port = ServerProcess.freePort();
        servers = "127.0.0.1:" + port;
        broker = KafkaBroker.start(port, directory);
        awaitBroker();
    }

    /** By a producer with much time. The first one makes the topic. */
    private static void awaitBroker() throws Exception {
        try (var patient = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
            patient.send(new ProducerRecord<>(TOPIC, "patient", "are you there?"))
                    .get();
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.kill();
    }

    @AfterEach
    void closeProducer() {
        producer.close(Duration.ZERO);
    }

    @Override
    void connect(Duration patience) {
        long timeout = Math.min(patience.toMillis(), LONGEST.toMillis());
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                servers,
                "delivery.timeout.ms",
                (int) timeout,
                "request.timeout.ms",
                (int) timeout,
                "linger.ms",
                0,
                "max.block.ms",
                timeout,
                "max.request.size",
                LARGEST,
                "reconnect.backoff.max.ms",
                50L);
        producer =
                protect(new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()), watched(CONFIG));
    }

    @Override
    void call(String mark) throws Exception {
        send(mark, "3 apples");
    }

    private void send(String mark, String order) throws Exception {
        producer.send(new ProducerRecord<>(TOPIC, mark, order), null).get();
    }

    @Override
    void callInVain() throws Exception {
        send("large", "apple".repeat(LARGEST));
    }

    @Override
    boolean hasArrived(String mark) {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            consumer.seekToBeginning(List.of(PARTITION));
            Set<String> keys = new HashSet<>();
            while (consumer.position(PARTITION) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> keys.add(record.key()));
            }
            return keys.contains(mark);
        }
    }

    @Override
    void breakDown() {
        broker.kill();
    }

    @Override
    void hang() throws Exception {
        broker.hang();
    }

    @Override
    void recover() throws Exception {
        broker.recover();
        awaitBroker();
    }
}
