package com.acme.startup;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One of the applications: what is on its class path, and how its beans are protected. */
enum Variant {
    /** Nothing is. */
    PLAIN("breakers- byte-buddy- resilience4j- aspectj spring-boot-starter-aspectj"),
    /** By a line of properties. */
    BREAKERS("resilience4j- aspectj spring-boot-starter-aspectj"),
    /** By annotations, which need aspects. */
    RESILIENCE4J("breakers- byte-buddy-");

    /** How the names of the jars begin that are left out. */
    private final String without;

    Variant(String without) {
        this.without = without;
    }

    /** The class path of this process, without what is not of this application. */
    String classPath(Path application) {
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(this::isThere)
                .collect(Collectors.joining(File.pathSeparator));
        return application + File.pathSeparator + libraries;
    }

    private boolean isThere(String entry) {
        String name = entry.substring(entry.lastIndexOf(File.separatorChar) + 1);
        return Arrays.stream(without.split(" ", -1)).noneMatch(name::startsWith);
    }

    /** How many of its beans are not of their own classes. */
    int protectedBeans(int beans) {
        return this == PLAIN ? 0 : beans;
    }
}
