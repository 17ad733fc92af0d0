package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class JdkNestedTest extends NestedContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.JDK;
    }
}
