# The manual pages: player/man/*.scd by scdoc, installed where man(1) looks. Without scdoc there are none.
find_program(XIAOLABA_SCDOC scdoc)
if(NOT XIAOLABA_SCDOC)
    message(STATUS "scdoc is not installed: no manual pages")
    return()
endif()

file(GLOB man_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.scd)
set(man_pages "")
foreach(source IN LISTS man_sources)
    get_filename_component(name ${source} NAME_WLE) # xiaolaba.1
    string(REGEX REPLACE ".*\\." "" section ${name})
    set(page ${CMAKE_BINARY_DIR}/man/man${section}/${name})
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/man/man${section})
    add_custom_command(OUTPUT ${page}
        COMMAND ${XIAOLABA_SCDOC} < ${source} > ${page}
        DEPENDS ${source} COMMENT "man ${name}" VERBATIM)
    install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
    list(APPEND man_pages ${page})
endforeach()
add_custom_target(man ALL DEPENDS ${man_pages})
