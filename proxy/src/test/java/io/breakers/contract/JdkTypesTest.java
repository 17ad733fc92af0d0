package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class JdkTypesTest extends TypesContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.JDK;
    }
}
