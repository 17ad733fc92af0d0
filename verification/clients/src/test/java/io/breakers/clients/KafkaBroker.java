package io.breakers.clients;

import io.breakers.tools.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A broker of Kafka, alone in a process of its own: a controller too, and without replicas. */
final class KafkaBroker {
    private static final String READY = "the broker is ready";
    private static final String CLUSTER = "4L6g3nShT-eMCtK--X86sw";

    private KafkaBroker() {}

    static ServerProcess start(int port, Path directory) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command = List.of(
                java.toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaBroker.class.getName(),
                Integer.toString(port),
                Integer.toString(ServerProcess.freePort()),
                directory.toString());
        return new ServerProcess(command, READY);
    }

    /** Formats the directory, if it is new, and serves until the process is killed. */
    public static void main(String[] arguments) throws Exception {
        String port = arguments[0];
        String controller = arguments[1];
        String directory = arguments[2];
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("log.dirs", directory);
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        new Formatter()
                .setPrintStream(System.out)
                .setClusterId(CLUSTER)
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory)
                .addDirectory(directory)
                .setIgnoreFormatted(true)
                .run();
        var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        server.startup();
        System.out.println(READY);
        server.awaitShutdown();
    }
}
