# What makes a machine a kiosk, and the Debian package that brings it there: with XIAOLABA_KIOSK (presets deb and deb-arm64),
# else only the program is installed. `./dev deb` does it all.
option(XIAOLABA_KIOSK "Install units, user and point file of a kiosk as well, and make a Debian package of it" OFF)
if(NOT XIAOLABA_KIOSK)
    return()
endif()
set(kiosk ${CMAKE_CURRENT_LIST_DIR})
set(made ${CMAKE_BINARY_DIR}/kiosk)
set(doc ${CMAKE_INSTALL_DATADIR}/doc/xiaolaba)

install(FILES ${kiosk}/xiaolaba.service ${kiosk}/xiaolaba-wayland.service ${kiosk}/xiaolaba-update.service
    ${kiosk}/xiaolaba-usb@.service DESTINATION lib/systemd/system)
install(FILES ${kiosk}/watchdog.conf DESTINATION lib/systemd/system.conf.d RENAME xiaolaba-watchdog.conf)
install(FILES ${kiosk}/xiaolaba.sysusers DESTINATION lib/sysusers.d RENAME xiaolaba.conf)
install(FILES ${kiosk}/xiaolaba.rules DESTINATION lib/udev/rules.d RENAME 60-xiaolaba.rules)
install(FILES ${kiosk}/point.cfg DESTINATION /etc/xiaolaba)
install(FILES README.md CHANGELOG.md ${kiosk}/copyright DESTINATION ${doc})

# Debian's own kind of changelog, dated as the source is.
set(CPACK_PACKAGE_CONTACT "xiaolaba authors <xiaolaba@localhost>")
if(NOT "$ENV{DEBEMAIL}" STREQUAL "")
    set(CPACK_PACKAGE_CONTACT "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
endif()
if(NOT source_date MATCHES "^[0-9]+$")
    string(TIMESTAMP source_date "%s" UTC)
endif()
execute_process(COMMAND env LC_ALL=C date -u -R -d @${source_date} OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE)
file(WRITE ${made}/changelog "xiaolaba (${PROJECT_VERSION}) bookworm; urgency=medium

  * What has changed for its users is in CHANGELOG.md, beside this file.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
execute_process(COMMAND gzip -9 -n -f ${made}/changelog)
install(FILES ${made}/changelog.gz DESTINATION ${doc})
# manual pages of a package are compressed
install(CODE "file(GLOB pages \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_MANDIR}/man*/*.[1-9]\")
    if(pages)
        execute_process(COMMAND gzip -9 -n -f \${pages} COMMAND_ERROR_IS_FATAL ANY)
    endif()")

# --- the package ----------------------------------------------------------------------------------------------
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME xiaolaba)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_SOURCE_DIR}/build)
set(CPACK_STRIP_FILES ON)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON) # ./dev builds what is packed
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "plays anti-fraud slogans and safety films on public screens")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "xiaolaba (小喇叭) drives a screen that nobody operates: an LED strip above
a counter, a display in a lobby, a publicity booth. It cycles Chinese slogans,
posters and short films as one text file says, straight on the graphics card,
and keeps a sealed record of every showing. It needs no network and no account.
.
This package makes the machine a kiosk: the player starts with it, under the
supervision of systemd, and is restarted when it ends or hangs.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION video)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
string(REGEX MATCH "^[0-9]+" libavfilter_major "${libavfilter_VERSION}")
# What no linker sees: who makes the user, the letters (also the bitmaps of small strips), …
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "systemd | systemd-standalone-sysusers | systemd-sysusers, fonts-noto-cjk, fonts-wqy-zenhei")
# … what SDL opens to reach a graphics card, what a counter over MQTT, new content over the network and a GIF open (the
# other libraries of FFmpeg are the decoder's, too), Mongolian, …
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libgl1-mesa-dri, libegl1, libgles2, libmosquitto1, \
libcurl3-gnutls | libcurl3t64-gnutls | libcurl4, libavfilter${libavfilter_major}, ca-certificates, fonts-noto-core")
# … and the other road to the screen.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cage, seatd, xwayland") # Debian's cage ends without xwayland
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
file(WRITE ${made}/conffiles "/etc/xiaolaba/point.cfg\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${kiosk}/postinst ${kiosk}/prerm ${kiosk}/postrm ${made}/conffiles)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL aarch64)
    set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE arm64)
    if(CMAKE_SYSROOT)
        set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS
            ${CMAKE_SYSROOT}/usr/lib/aarch64-linux-gnu ${CMAKE_SYSROOT}/lib/aarch64-linux-gnu)
    endif()
endif()
include(CPack)
