# fish completion for candor
function __candor_next
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    for answer in ($typed[1] completion next -- $typed[2..-1] "$current" 2>/dev/null)
        switch $answer
            case :files
                __fish_complete_path "$current"
            case :folders
                __fish_complete_directories "$current"
            case :commands
                complete -C "$current"
                __fish_complete_path "$current"
            case '*'
                echo $answer
        end
    end
end
complete -c candor -f -a '(__candor_next)'
