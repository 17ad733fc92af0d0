package com.acme;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts applications without a web server and a database, which take most of the time of a start. */
public final class Small {
    /** Boot 3, then Boot 4; a name that is not there is no mistake. */
    private static final String NO_DATABASE = "--spring.autoconfigure.exclude="
            + "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
            + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    private Small() {}

    public static ConfigurableApplicationContext start(Class<?> application, String... arguments) {
        var all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = NO_DATABASE;
        var starting = new SpringApplication(application);
        starting.setWebApplicationType(WebApplicationType.NONE);
        return starting.run(all);
    }
}
