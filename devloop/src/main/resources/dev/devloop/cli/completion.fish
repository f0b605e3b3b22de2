# Completion of devloop for fish: devloop completion fish | source
function __devloop_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in (env DEVLOOP_COMPLETE=1 $words[1] complete -- $words[2..-1] 2>/dev/null </dev/null)
        switch $line
            case ':files'
                __fish_complete_path (commandline -ct)
            case ':dirs'
                __fish_complete_directories (commandline -ct) ''
            case '*'
                echo $line
        end
    end
end
complete -c devloop -f -k -a '(__devloop_complete)'
